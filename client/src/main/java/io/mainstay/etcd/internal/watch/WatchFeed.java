package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.feed.Feed;
import io.mainstay.etcd.internal.watch.WatchQueue.Taken;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A watch as a part of this library reads it: the batches that wait, as they are asked for. What is not asked for waits
 * in the watch's bounded queue and then on the server. A list that fails ends the feed.
 */
public final class WatchFeed implements Feed<WatchBatch> {
    /** A list holds no more batches than this. */
    private static final int BATCHES_MOST = 64;

    /** A list is given as soon as it has so many events. */
    private static final int EVENTS_AIM = 1_000;

    private final WatchMux mux;
    private final WatchHandle watch;
    private final SerialExecutor turns = new SerialExecutor();
    private @Nullable CompletableFuture<List<WatchBatch>> reader;

    private WatchFeed(WatchMux mux, WatchHandle watch) {
        this.mux = mux;
        this.watch = watch;
    }

    /**
     * Starts a watch.
     *
     * @param failFast whether a stream that breaks ends it
     */
    public static WatchFeed open(WatchMux mux, WatchRequest request, boolean failFast) {
        WatchFeed feed = new WatchFeed(mux, mux.create(request));
        feed.watch.failFast = failFast;
        feed.watch.queue().onChange(() -> feed.turns.execute(feed::serve));
        mux.begin(feed.watch);
        return feed;
    }

    @Override
    public CompletableFuture<List<WatchBatch>> next() {
        CompletableFuture<List<WatchBatch>> next = new CompletableFuture<>();
        turns.execute(() -> {
            reader = next;
            serve();
        });
        return next;
    }

    private void serve() {
        CompletableFuture<List<WatchBatch>> waiting = reader;
        if (waiting == null) {
            return;
        }
        List<WatchBatch> batches = new ArrayList<>();
        int events = 0;
        Taken taken = watch.queue().tryTake();
        while (taken.batch() != null) {
            batches.add(taken.batch());
            events += taken.batch().events().size();
            if (batches.size() >= BATCHES_MOST || events >= EVENTS_AIM) {
                break;
            }
            taken = watch.queue().tryTake();
        }
        EtcdException failure = taken.failure();
        if (!batches.isEmpty() || taken.ended()) {
            reader = null;
            if (batches.isEmpty() && failure != null) {
                waiting.completeExceptionally(failure);
            } else {
                waiting.complete(batches);
            }
        }
    }

    /** Asks how far the watch is complete; the answer comes as a batch without events, if it comes. */
    public void requestProgress() {
        mux.requestProgress(watch);
    }

    @Override
    public void close() {
        watch.close();
    }
}
