package io.mainstay.etcd.testkit.proxy;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** What a proxy lets through just now, and how, for all of its connections. */
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Side> silenced = EnumSet.noneOf(Side.class);
    private Traffic traffic = Traffic.PLAIN;
    private boolean blocked;
    private boolean closed;
    private long healings;

    boolean isBlocked() {
        lock.lock();
        try {
            return blocked;
        } finally {
            lock.unlock();
        }
    }

    Traffic traffic() {
        lock.lock();
        try {
            return traffic;
        } finally {
            lock.unlock();
        }
    }

    /** New connections get nowhere. */
    void block() {
        change(() -> blocked = true);
    }

    /** Nothing that these sides say is carried. */
    void silence(Set<Side> sides) {
        change(() -> silenced.addAll(sides));
    }

    void traffic(UnaryOperator<Traffic> other) {
        change(() -> traffic = other.apply(traffic));
    }

    /** As it was at first. */
    void heal() {
        change(() -> {
            blocked = false;
            silenced.clear();
            traffic = Traffic.PLAIN;
            healings++;
        });
    }

    /** Blocked for good, and nobody waits any more. */
    void close() {
        change(() -> {
            blocked = true;
            closed = true;
            silenced.clear();
            healings++;
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits as long as a piece takes on its way, and then while its sender is silenced. */
    void pass(Side from, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long before = healings;
            long left = nanos;
            while (left > 0 && healings == before) {
                left = changed.awaitNanos(left);
            }
            while (silenced.contains(from)) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many times it was healed. */
    long healings() {
        lock.lock();
        try {
            return healings;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the line is healed more often than that, or closed. */
    void awaitHealing(long before) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (healings == before && !closed) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
