package io.mainstay.etcd.spi;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The daemon threads of one pool, for an owner who leaves none behind: a pool says that it has ended a moment before
 * its last thread does.
 */
public final class OwnThreads implements ThreadFactory {
    private final ThreadFactory daemons;
    private final Set<Thread> made = ConcurrentHashMap.newKeySet();

    /** Threads called {@code name-1}, {@code name-2} and so on. */
    public OwnThreads(String name) {
        daemons = DaemonThreads.named(name);
    }

    @Override
    public Thread newThread(Runnable task) {
        made.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = daemons.newThread(task);
        made.add(thread);
        return thread;
    }

    /** Whether the caller is one of them. */
    public boolean isCurrent() {
        return made.contains(Thread.currentThread());
    }

    /**
     * Waits for a pool that was shut down to end, with all of these threads. On one of them, which cannot wait for
     * itself, it returns at once; so it does when interrupted, which stays marked.
     *
     * @param atMost how long the pool may take, and how long a thread may then
     * @return false when the time is over and some still run
     */
    public boolean awaitEnd(ExecutorService pool, Duration atMost) {
        if (isCurrent()) {
            return true;
        }
        try {
            boolean ended = pool.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
            for (Thread thread : ended ? made : Set.<Thread>of()) {
                TimeUnit.NANOSECONDS.timedJoin(thread, atMost.toNanos());
                ended &= !thread.isAlive();
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
