package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one watch that wait for its user; bounded by events and by bytes, and by what all watches of the
 * client hold together.
 *
 * <p>The bound is soft by one batch: {@link #offer} takes every batch and says when the queue is now full, and whoever
 * fills it stops until {@code onRoom} runs, which is when half of it is free again. {@code onChange} runs after a batch
 * or the end has come. Both run on the thread that caused them, outside the lock.
 *
 * <p>Once the client's watches together hold what they may, a queue counts as full when a batch comes while others wait
 * in it: a reader that keeps up is never held back for those that do not, and all of them together hold at most a batch
 * each beyond the budget. Such a queue has room again when it is empty, or a quarter of the budget is free and half of
 * itself.
 */
final class WatchQueue {
    /** The most bytes of keys and values that wait. */
    static final long BYTES_MOST = 32L << 20;

    /** What an event takes beside its keys and values. */
    static final long EVENT_BYTES = 200;

    private final int eventsMost;
    private final WatchBudget budget;
    private final Runnable onRoom;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<WatchBatch> batches = new ArrayDeque<>();
    private volatile Runnable onChange = () -> {};
    private int events;
    private long bytes;
    private Full full = Full.NO;
    private boolean ended;
    private @Nullable EtcdException failure;

    WatchQueue(Bounds bounds, Runnable onRoom) {
        this.eventsMost = bounds.eventsMost();
        this.budget = bounds.budget();
        this.onRoom = onRoom;
    }

    /**
     * What a queue keeps to.
     *
     * @param eventsMost how many events may wait in it
     * @param budget what it shares with all others of its client
     */
    record Bounds(int eventsMost, WatchBudget budget) {}

    /** Whether a queue is full, and of what. */
    enum Full {
        NO,
        /** It holds as much as a queue may. */
        ITSELF,
        /** All queues together hold as much as they may, and this one a part of it. */
        ALL_TOGETHER
    }

    /** What was taken: a batch, or neither batch nor end because nothing is there yet, or the end. */
    record Taken(
            @Nullable WatchBatch batch,
            boolean ended,
            @Nullable EtcdException failure) {}

    void onChange(Runnable listener) {
        onChange = listener;
    }

    /** Adds a batch. Says whether this made the queue full. */
    Full offer(WatchBatch batch) {
        Full filled = Full.NO;
        lock.lock();
        try {
            if (ended) {
                return Full.NO;
            }
            WatchBatch last = batches.peekLast();
            if (batch.isProgress() && last != null && last.isProgress()) {
                batches.removeLast();
            }
            boolean behind = events > 0;
            batches.add(batch);
            events += batch.events().size();
            hold(bytes(batch));
            if (full == Full.NO) {
                full = fullness(behind);
                filled = full;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onChange.run();
        return filled;
    }

    private Full fullness(boolean behind) {
        if (events >= eventsMost || bytes >= BYTES_MOST) {
            return Full.ITSELF;
        }
        return behind && budget.isSpent() ? Full.ALL_TOGETHER : Full.NO;
    }

    /** It holds so many bytes more. Nothing is added to a queue that has ended, so what it has left counts no more. */
    private void hold(long more) {
        bytes += more;
        if (!ended) {
            budget.add(more);
        }
    }

    /** Says that nothing more will come. What waits is dropped when its user has closed the watch. */
    void end(@Nullable EtcdException why) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            budget.add(-bytes);
            ended = true;
            failure = why;
            if (why == null) {
                clear();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onChange.run();
    }

    /** Forgets what waits, because nobody can take it any more. */
    void dropBatches() {
        lock.lock();
        try {
            clear();
        } finally {
            lock.unlock();
        }
    }

    private void clear() {
        batches.clear();
        events = 0;
        hold(-bytes);
    }

    /** Whether the end has come and nothing waits before it. */
    boolean isOver() {
        lock.lock();
        try {
            return ended && batches.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what is there, without waiting. */
    Taken tryTake() {
        Taken taken;
        boolean room;
        lock.lock();
        try {
            taken = remove();
            room = noticeRoom();
        } finally {
            lock.unlock();
        }
        if (room) {
            onRoom.run();
        }
        return taken;
    }

    /** Takes what is there, waiting for it; after {@code nanos} it returns what {@link #tryTake} would. */
    Taken take(long nanos) throws InterruptedException {
        Taken taken;
        boolean room;
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (batches.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            taken = remove();
            room = noticeRoom();
        } finally {
            lock.unlock();
        }
        if (room) {
            onRoom.run();
        }
        return taken;
    }

    private Taken remove() {
        WatchBatch batch = batches.poll();
        if (batch == null) {
            return new Taken(null, ended, failure);
        }
        events -= batch.events().size();
        hold(-bytes(batch));
        return new Taken(batch, false, null);
    }

    private boolean noticeRoom() {
        boolean half = events <= eventsMost / 2 && bytes <= BYTES_MOST / 2;
        boolean room = switch (full) {
            case NO -> false;
            case ITSELF -> half;
            case ALL_TOGETHER -> events == 0 || half && budget.hasRoom();
        };
        if (room && !ended) {
            full = Full.NO;
            return true;
        }
        return false;
    }

    private static long bytes(WatchBatch batch) {
        long sum = EVENT_BYTES * batch.events().size();
        for (WatchEvent event : batch.events()) {
            sum += event.kv().key().size() + (long) event.kv().value().size();
            if (event.prevKv() != null) {
                sum += event.prevKv().key().size()
                        + (long) event.prevKv().value().size();
            }
        }
        return sum;
    }
}
