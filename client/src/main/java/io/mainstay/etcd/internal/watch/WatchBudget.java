package io.mainstay.etcd.internal.watch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the queues of all watches of a client hold together, in bytes, and how much that may be. Each queue adds and
 * takes away its own part; nobody waits for anybody here.
 */
final class WatchBudget {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    WatchBudget(long most) {
        this.most = most;
    }

    /** A queue holds so many bytes more, or less when negative. */
    void add(long bytes) {
        if (bytes != 0) {
            held.addAndGet(bytes);
        }
    }

    /** Whether the queues hold as much as they may. */
    boolean isSpent() {
        return held.get() >= most;
    }

    /** Whether there is room enough for one that had to stop: a quarter. */
    boolean hasRoom() {
        return held.get() <= most - most / 4;
    }

    /** What is held now. */
    long held() {
        return held.get();
    }
}
