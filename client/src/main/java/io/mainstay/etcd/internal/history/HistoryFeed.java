package io.mainstay.etcd.internal.history;

import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.feed.Feed;
import io.mainstay.etcd.internal.watch.Replay;
import io.mainstay.etcd.internal.watch.Replay.Deletes;
import io.mainstay.etcd.internal.watch.WatchMux;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.KeyVersion;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The feed behind a history, newest first.
 *
 * <p>Within one life of the key, each version is a read at the revision before the next one's. From the beginning of a
 * life to the end of the life before it leads a {@link Replay} of the key's deletes, made once and only when the reader
 * comes that far. Of the whole, only the revisions of the deletes are held.
 *
 * <p>Nothing here runs twice at a time: a step begins when the reader asks, and the reader asks when it has ended.
 */
final class HistoryFeed implements Feed<KeyVersion> {
    private final CallEngine calls;
    private final WatchMux watches;
    private final Bytes key;

    /** What the next step does. */
    private volatile State state = new Newest();

    private volatile boolean closed;
    private volatile @Nullable CompletableFuture<?> underWay;

    /** The newest revision when the history began; what comes later is left out. */
    private volatile long upTo;

    private volatile @Nullable Deletes deletes;

    HistoryFeed(CallEngine calls, WatchMux watches, Bytes key) {
        this.calls = calls;
        this.watches = watches;
        this.key = key;
    }

    private sealed interface State {}

    /** Reads the key as it is now. */
    private record Newest() implements State {}

    /** Reads the key as it was before a revision, when it existed. */
    private record Before(long revision) implements State {}

    /** Looks for the last delete before a revision. */
    private record LifeBefore(long revision) implements State {}

    /** Tells that the rest is compacted. */
    private record Gone() implements State {}

    /** There is no more. */
    private record Over() implements State {}

    @Override
    public CompletableFuture<List<KeyVersion>> next() {
        CompletableFuture<List<KeyVersion>> next = new CompletableFuture<>();
        run(next);
        return next;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void run(CompletableFuture<List<KeyVersion>> next) {
        step().whenComplete((versions, thrown) -> {
            if (closed) {
                next.complete(List.of());
            } else if (thrown == null) {
                next.complete(versions);
            } else {
                failed(thrown, next);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        state = new Over();
        CompletableFuture<?> running = underWay;
        if (running != null) {
            running.cancel(false);
        }
    }

    private void failed(Throwable thrown, CompletableFuture<List<KeyVersion>> next) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof CompactedException && state instanceof Before) {
            state = new Gone();
            run(next);
        } else {
            state = new Over();
            next.completeExceptionally(cause);
        }
    }

    private CompletableFuture<List<KeyVersion>> step() {
        State now = state;
        if (now instanceof Newest) {
            return read(0).thenCompose(this::newest);
        } else if (now instanceof Before before) {
            return read(before.revision() - 1).thenCompose(answer -> version(answer, before.revision()));
        } else if (now instanceof LifeBefore life) {
            return replayed().thenCompose(found -> lifeBefore(found, life.revision()));
        } else if (now instanceof Gone) {
            // The revision of the compaction is told to watches only.
            deletes = null;
            return replayed().thenCompose(found -> tell(new KeyVersion.Compacted(found.compacted()), new Over()));
        }
        return CompletableFuture.completedFuture(List.of());
    }

    private CompletableFuture<List<KeyVersion>> newest(RangeResult answer) {
        upTo = answer.header().revision();
        return version(answer, upTo + 1);
    }

    /** The key as it stood before a revision; when it did not, the life before is looked for. */
    private CompletableFuture<List<KeyVersion>> version(RangeResult answer, long before) {
        KeyValue kv = answer.first().orElse(null);
        if (kv == null) {
            return goOn(new LifeBefore(before));
        }
        State next = kv.version() > 1 ? new Before(kv.modRevision()) : new LifeBefore(kv.modRevision());
        return tell(new KeyVersion.Put(kv), next);
    }

    private CompletableFuture<List<KeyVersion>> lifeBefore(Deletes found, long before) {
        int place = Collections.binarySearch(found.revisions(), before);
        int earlier = place >= 0 ? place : -place - 1;
        if (earlier > 0) {
            long deleted = found.revisions().get(earlier - 1);
            return tell(new KeyVersion.Deleted(key, deleted), new Before(deleted));
        }
        return found.compacted() > 0 ? tell(new KeyVersion.Compacted(found.compacted()), new Over()) : goOn(new Over());
    }

    private CompletableFuture<List<KeyVersion>> tell(KeyVersion version, State then) {
        if (!closed) {
            state = then;
        }
        return CompletableFuture.completedFuture(List.of(version));
    }

    private CompletableFuture<List<KeyVersion>> goOn(State then) {
        if (!closed) {
            state = then;
        }
        return step();
    }

    private CompletableFuture<RangeResult> read(long revision) {
        RangeRequest request = RangeRequest.of(key).revision(revision);
        return noted(calls.inner(new Task<>(Rpcs.RANGE, Effect.READ, request, Function.identity())));
    }

    private CompletableFuture<Deletes> replayed() {
        Deletes known = deletes;
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return noted(Replay.of(watches, calls.clock(), key, upTo, calls.timeout()))
                .thenApply(found -> {
                    deletes = found;
                    return found;
                });
    }

    private <T> CompletableFuture<T> noted(CompletableFuture<T> running) {
        underWay = running;
        if (closed) {
            running.cancel(false);
        }
        return running;
    }
}
