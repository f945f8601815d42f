package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.watch.WatchQueue.Taken;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchFilter;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The deletes of one key up to a revision, read from a watch that starts at the oldest revision kept. Puts are left out
 * by the server, so little is sent however long the history is; the server's word on progress tells that it is all.
 */
public final class Replay {
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    private final WatchMux mux;
    private final Clock clock;
    private final Bytes key;
    private final long upTo;
    private final SerialExecutor turns = new SerialExecutor();
    private final List<Long> deletes = new ArrayList<>();
    private final CompletableFuture<Deletes> found = new CompletableFuture<>();
    private long compacted;
    private Cancellable asking = Cancellable.NONE;
    private Cancellable deadline = Cancellable.NONE;
    private WatchHandle watch;

    private Replay(WatchMux mux, Clock clock, Bytes key, long upTo) {
        this.mux = mux;
        this.clock = clock;
        this.key = key;
        this.upTo = upTo;
        this.watch = open(1);
    }

    /**
     * What a replay has found.
     *
     * @param revisions the revisions at which the key was deleted, the oldest first
     * @param compacted the revision up to which history is gone; 0 when all of it is there
     */
    public record Deletes(List<Long> revisions, long compacted) {}

    /** Reads the deletes of a key up to a revision; gives up when that takes longer than {@code timeout}. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    public static CompletableFuture<Deletes> of(WatchMux mux, Clock clock, Bytes key, long upTo, Duration timeout) {
        Replay replay = new Replay(mux, clock, key, upTo);
        replay.found.whenComplete((deletes, thrown) -> replay.turns.execute(replay::end));
        replay.turns.execute(() -> replay.begin(timeout));
        return replay.found;
    }

    private WatchHandle open(long from) {
        WatchRequest request =
                WatchRequest.of(KeyRange.single(key)).startRevision(from).without(WatchFilter.NO_PUT);
        WatchHandle opened = mux.create(request);
        opened.queue().onChange(() -> turns.execute(() -> drain(opened)));
        return opened;
    }

    private void begin(Duration timeout) {
        deadline = clock.schedule(
                timeout, () -> found.completeExceptionally(ErrorMapper.deadline("history", "", false, timeout, null)));
        mux.begin(watch);
        ask();
    }

    private void ask() {
        if (!found.isDone()) {
            watch.requestProgress();
            asking = clock.schedule(ASK_AGAIN, () -> turns.execute(this::ask));
        }
    }

    private void end() {
        asking.cancel();
        deadline.cancel();
        watch.close();
    }

    private void drain(WatchHandle from) {
        while (!found.isDone() && from == watch) {
            Taken taken = from.queue().tryTake();
            WatchBatch batch = taken.batch();
            EtcdException failure = taken.failure();
            if (batch != null) {
                take(batch);
            } else if (failure instanceof CompactedException gone && gone.compactRevision() > compacted) {
                compacted = gone.compactRevision();
                deletes.clear();
                watch = open(compacted);
                mux.begin(watch);
            } else if (taken.ended()) {
                found.completeExceptionally(
                        failure != null ? failure : ErrorMapper.closed(WatchReplies.OPERATION, false));
            } else {
                return;
            }
        }
    }

    private void take(WatchBatch batch) {
        for (WatchEvent event : batch.events()) {
            if (event.isDelete() && event.revision() <= upTo) {
                deletes.add(event.revision());
            }
        }
        if (batch.revision() >= upTo) {
            found.complete(new Deletes(List.copyOf(deletes), compacted));
        }
    }
}
