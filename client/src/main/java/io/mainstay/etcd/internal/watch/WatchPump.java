package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.watch.WatchQueue.Taken;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Moves batches from a watch's queue to a sink, on the user's executor. At most one run is under way; a signal that
 * comes during a run makes it look again, so none is lost and no thread waits.
 */
final class WatchPump implements Runnable {
    /** After this many batches it goes to the end of the executor's queue, so that other watches get their turn. */
    private static final int TURN = 64;

    private final WatchHandle watch;
    private final WatchSink sink;
    private final UserCode userCode;
    private final AtomicInteger signals = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    WatchPump(WatchHandle watch, WatchSink sink, UserCode userCode) {
        this.watch = watch;
        this.sink = sink;
        this.userCode = userCode;
    }

    /** Something changed: a batch or the end came, or the sink wants more. */
    void signal() {
        if (signals.getAndIncrement() == 0) {
            submit(this);
        }
    }

    /** Moves nothing until {@link #run} is called, which must then happen once. */
    void hold() {
        signals.set(1);
    }

    private void submit(Runnable turn) {
        if (!userCode.tryRun(turn)) {
            refused();
        }
    }

    /**
     * The executor is shut down, by its user or because the client is closed, or it is full. Batches can go nowhere, so
     * the watch ends; not as if its user had closed it, and it is told on this thread, because it must be told.
     */
    private void refused() {
        signals.set(0);
        watch.queue().dropBatches();
        if (watch.queue().isOver()) {
            end(watch.queue().tryTake());
        } else {
            watch.fail(ErrorMapper.executorRefused(WatchReplies.OPERATION));
        }
    }

    private void end(Taken taken) {
        if (over.compareAndSet(false, true)) {
            sink.end(taken.failure());
        }
    }

    @Override
    public void run() {
        boolean here = true;
        while (here && turn()) {
            NextTurn next = new NextTurn();
            submit(next);
            here = next.isHere();
        }
    }

    /** Moves batches until there are none, or the turn is over; then it returns true. */
    private boolean turn() {
        int seen = signals.get();
        for (int moved = 0; moved < TURN; moved++) {
            if (!moveOne()) {
                if (signals.addAndGet(-seen) == 0) {
                    return false;
                }
                seen = signals.get();
            }
        }
        return true;
    }

    /** The next turn, for the executor. One that runs tasks here and now gets it back, so that turns do not nest. */
    private final class NextTurn implements Runnable {
        private final Thread giver = Thread.currentThread();
        private boolean given;
        private boolean here;

        @Override
        public void run() {
            if (Thread.currentThread() == giver && !given) {
                here = true;
            } else {
                WatchPump.this.run();
            }
        }

        /** Whether the executor ran it at once, on the thread that gave it. Asked once, by that thread. */
        boolean isHere() {
            given = true;
            return here;
        }
    }

    /** Moves one batch or the end; false when there is nothing to move now. */
    private boolean moveOne() {
        if (over.get()) {
            return false;
        }
        if (!sink.wantsBatch() && !watch.queue().isOver()) {
            return false;
        }
        Taken taken = watch.queue().tryTake();
        if (taken.batch() != null) {
            sink.batch(taken.batch());
            return true;
        }
        if (taken.ended()) {
            end(taken);
            return true;
        }
        return false;
    }
}
