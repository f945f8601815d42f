package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one watch that wait for its user; bounded by events and by bytes.
 *
 * <p>The bound is soft by one batch: {@link #offer} takes every batch and says when the queue is now full, and whoever
 * fills it stops until {@code onRoom} runs, which is when half of it is free again. {@code onChange} runs after a batch
 * or the end has come. Both run on the thread that caused them, outside the lock.
 */
final class WatchQueue {
    /** The most bytes of keys and values that wait. */
    static final long BYTES_MOST = 32L << 20;

    private final int eventsMost;
    private final Runnable onRoom;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<WatchBatch> batches = new ArrayDeque<>();
    private volatile Runnable onChange = () -> {};
    private int events;
    private long bytes;
    private boolean full;
    private boolean ended;
    private @Nullable EtcdException failure;

    WatchQueue(int eventsMost, Runnable onRoom) {
        this.eventsMost = eventsMost;
        this.onRoom = onRoom;
    }

    /** What was taken: a batch, or neither batch nor end because nothing is there yet, or the end. */
    record Taken(
            @Nullable WatchBatch batch,
            boolean ended,
            @Nullable EtcdException failure) {}

    void onChange(Runnable listener) {
        onChange = listener;
    }

    /** Adds a batch. Returns true when this made the queue full. */
    boolean offer(WatchBatch batch) {
        boolean filled;
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            WatchBatch last = batches.peekLast();
            if (batch.isProgress() && last != null && last.isProgress()) {
                batches.removeLast();
            }
            batches.add(batch);
            events += batch.events().size();
            bytes += bytes(batch);
            filled = !full && (events >= eventsMost || bytes >= BYTES_MOST);
            full |= filled;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onChange.run();
        return filled;
    }

    /** Says that nothing more will come. What waits is dropped when its user has closed the watch. */
    void end(@Nullable EtcdException why) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
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
        bytes = 0;
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
        bytes -= bytes(batch);
        return new Taken(batch, false, null);
    }

    private boolean noticeRoom() {
        if (full && !ended && events <= eventsMost / 2 && bytes <= BYTES_MOST / 2) {
            full = false;
            return true;
        }
        return false;
    }

    private static long bytes(WatchBatch batch) {
        long sum = 0;
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
