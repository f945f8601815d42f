package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.auth.Renewals;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.watch.WatchQueue.Taken;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One watch: what its user holds, and what the engine knows of it. Engine fields belong to the lane's serial executor.
 */
final class WatchHandle implements Watch {
    private final WatchLane lane;
    private final WatchRequest request;
    private final long eventId;
    private final WatchQueue queue;
    private final CompletableFuture<Long> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile WatchState state;
    private volatile long provenAt;

    /** Written by the owner, and like the state read by the user. */
    volatile boolean everRan;

    /** Whether a stream that breaks ends the watch; set before it begins. */
    boolean failFast;

    boolean progressAsked;

    /** Which answers about its stream speak of it. */
    Answers.Since known = Answers.Since.EVER;

    /** What the server was last asked to begin with; 0 for now. */
    long askedFrom;

    int rejections;
    final Renewals renewals = new Renewals();

    WatchHandle(WatchLane lane, WatchRequest request, long eventId, WatchQueue.Bounds bounds) {
        this.lane = lane;
        this.request = request;
        this.eventId = eventId;
        this.queue = new WatchQueue(bounds, () -> lane.input(this, new WatchInput.QueueRoom()));
        this.state = new WatchState.Waiting(ResumePoint.startingAt(request.startRevision()));
        this.provenAt = lane.clock().nanoTime();
    }

    /** Takes its place in its lane; called once. */
    void begin() {
        lane.begin(this);
    }

    WatchRequest request() {
        return request;
    }

    long eventId() {
        return eventId;
    }

    WatchQueue queue() {
        return queue;
    }

    WatchState state() {
        return state;
    }

    void state(WatchState next) {
        state = next;
    }

    /** The server has shown at this time that the watch has all there is. */
    void provenAt(long nanoTime) {
        provenAt = nanoTime;
    }

    @Override
    public CompletableFuture<Long> ready() {
        return ready;
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public Optional<WatchBatch> next() {
        return take(Long.MAX_VALUE);
    }

    @Override
    public Optional<WatchBatch> poll(Duration timeout) {
        return take(TimeUnit.NANOSECONDS.convert(timeout));
    }

    private Optional<WatchBatch> take(long nanos) {
        Taken taken;
        try {
            taken = queue.take(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErrorMapper.interrupted("Watch/Watch");
        }
        EtcdException failure = taken.failure();
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(taken.batch());
    }

    @Override
    public Iterator<WatchEvent> iterator() {
        return new Events();
    }

    @Override
    public long completeUpTo() {
        return everRan ? state.at().completeUpTo() : 0;
    }

    @Override
    public Duration staleness() {
        return Duration.ofNanos(Math.max(0, lane.clock().nanoTime() - provenAt));
    }

    @Override
    public void requestProgress() {
        lane.requestProgress(this);
    }

    void fail(EtcdException why) {
        lane.input(this, new WatchInput.Fail(why));
    }

    @Override
    public void close() {
        lane.input(this, new WatchInput.Close());
    }

    /** The events of the batches, one by one. */
    private final class Events implements Iterator<WatchEvent> {
        private Iterator<WatchEvent> batch = Collections.emptyIterator();

        @Override
        public boolean hasNext() {
            while (!batch.hasNext()) {
                Optional<WatchBatch> next = WatchHandle.this.next();
                if (next.isEmpty()) {
                    return false;
                }
                batch = next.get().events().iterator();
            }
            return true;
        }

        @Override
        public WatchEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the watch was closed");
            }
            return batch.next();
        }
    }
}
