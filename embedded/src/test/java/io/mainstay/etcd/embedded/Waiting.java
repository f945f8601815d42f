package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Waits for what other threads bring about. It looks again whenever they say that something has changed, and, since
 * not everything tells of its changes, now and then by itself.
 */
public final class Waiting {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Waits for what nobody tells of. */
    public static void forState(String what, BooleanSupplier condition) throws InterruptedException {
        new Waiting().until(what, condition);
    }

    void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The condition must stay true once it is. */
    void until(String what, BooleanSupplier condition) throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE;
            while (!condition.getAsBoolean() && left > 0) {
                left -= BETWEEN - Math.max(0, changed.awaitNanos(BETWEEN));
            }
            assertThat(condition.getAsBoolean()).as(what).isTrue();
        } finally {
            lock.unlock();
        }
    }
}
