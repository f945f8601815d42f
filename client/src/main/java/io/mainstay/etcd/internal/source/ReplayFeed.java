package io.mainstay.etcd.internal.source;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.feed.Feed;
import io.mainstay.etcd.internal.watch.WatchFeed;
import io.mainstay.etcd.internal.watch.WatchMux;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.stream.Burst;
import io.mainstay.etcd.stream.SourceRequest;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The feed behind a replay: a watch from its first revision that ends with its last. The server is asked now and then
 * how far it is, because no event may tell that the last revision has passed.
 */
final class ReplayFeed implements Feed<Burst> {
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    private final CallEngine calls;
    private final WatchMux watches;
    private final SourceRequest request;

    private volatile long last;
    private volatile boolean over;
    private volatile @Nullable WatchFeed watch;
    private volatile @Nullable CompletableFuture<Long> asking;

    ReplayFeed(CallEngine calls, WatchMux watches, SourceRequest request) {
        this.calls = calls;
        this.watches = watches;
        this.request = request;
        this.last = request.to();
    }

    @Override
    public CompletableFuture<List<Burst>> next() {
        CompletableFuture<List<Burst>> next = new CompletableFuture<>();
        WatchFeed from = watch;
        if (over) {
            next.complete(List.of());
        } else if (from != null) {
            read(from, next);
        } else if (last > 0) {
            open(next);
        } else {
            askForNow(next);
        }
        return next;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void askForNow(CompletableFuture<List<Burst>> next) {
        RangeRequest now = RangeRequest.of(request.range()).countOnly();
        CompletableFuture<Long> asked = calls.inner(new Task<>(
                Rpcs.RANGE, Effect.READ, now, answer -> answer.header().revision()));
        asking = asked;
        if (over) {
            asked.cancel(false);
        }
        asked.whenComplete((revision, thrown) -> {
            if (over) {
                next.complete(List.of());
            } else if (thrown != null) {
                next.completeExceptionally(thrown);
            } else {
                last = revision;
                open(next);
            }
        });
    }

    private void open(CompletableFuture<List<Burst>> next) {
        if (last < request.from()) {
            close();
            next.complete(List.of());
            return;
        }
        WatchRequest plain =
                WatchRequest.of(request.range()).startRevision(request.from()).withProgressNotify();
        WatchFeed opened =
                WatchFeed.open(watches, request.withPrevKv() ? plain.withPrevKv() : plain, request.failsFast());
        watch = opened;
        if (over) {
            opened.close();
        }
        read(opened, next);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void read(WatchFeed from, CompletableFuture<List<Burst>> next) {
        CompletableFuture<List<WatchBatch>> batches = from.next();
        if (!batches.isDone()) {
            askHowFar(from, batches);
        }
        batches.whenComplete((read, thrown) -> {
            if (thrown == null) {
                tell(from, read, next);
            } else {
                next.completeExceptionally(thrown);
            }
        });
    }

    /** Asks until there is an answer. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void askHowFar(WatchFeed from, CompletableFuture<?> until) {
        from.requestProgress();
        Cancellable again = calls.clock().schedule(ASK_AGAIN, () -> {
            if (!until.isDone() && !over) {
                askHowFar(from, until);
            }
        });
        until.whenComplete((batches, thrown) -> again.cancel());
    }

    private void tell(WatchFeed from, List<WatchBatch> batches, CompletableFuture<List<Burst>> next) {
        List<Burst> bursts = new ArrayList<>();
        for (WatchBatch batch : batches) {
            List<WatchEvent> wanted = batch.events().stream()
                    .filter(event -> event.revision() <= last)
                    .toList();
            bursts.addAll(SourceStep.byRevision(wanted, calls.clock().nanoTime()));
            if (batch.revision() >= last) {
                close();
            }
        }
        if (over || batches.isEmpty() || !bursts.isEmpty()) {
            next.complete(bursts);
        } else {
            read(from, next);
        }
    }

    @Override
    public void close() {
        over = true;
        CompletableFuture<Long> asked = asking;
        WatchFeed open = watch;
        if (asked != null) {
            asked.cancel(false);
        }
        if (open != null) {
            open.close();
        }
    }
}
