package io.mainstay.etcd.spi;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's monotonic clock with one daemon thread for what comes later. The thread starts with the first task. */
public final class SystemClock implements Clock, AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final OwnThreads threads;
    private final ScheduledThreadPoolExecutor timer;

    /** A clock whose thread has this name. */
    public SystemClock(String threadName) {
        threads = new OwnThreads(threadName);
        timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> scheduled =
                    timer.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException closed) {
            return Cancellable.NONE;
        }
    }

    /** Drops what is scheduled and waits for the thread to end, 2 s at the most. */
    @Override
    public void close() {
        timer.shutdownNow();
        if (!threads.awaitEnd(timer, CLOSE)) {
            System.getLogger(SystemClock.class.getName())
                    .log(System.Logger.Level.WARNING, "a timer task is still running after close");
        }
    }
}
