package io.mainstay.etcd.gateway;

import io.mainstay.etcd.spi.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread on which a transport reads answers and calls its handlers, so that nothing of a call or stream needs a
 * lock. It starts with the first task.
 */
final class IoThread implements Executor {
    private final ThreadPoolExecutor pool;
    private volatile @Nullable Thread thread;

    IoThread(String name) {
        ThreadFactory threads = DaemonThreads.named(name);
        pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = threads.newThread(task);
            thread = made;
            return made;
        });
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Runs a task on the thread later, or here when the thread has ended. */
    @Override
    public void execute(Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException ended) {
            task.run();
        }
    }

    /** Runs a task on the thread: now if this is it, else later. */
    void run(Runnable task) {
        if (isCurrent()) {
            task.run();
        } else {
            execute(task);
        }
    }

    /** Ends the thread once it has done what was given to it, and waits for its end unless called on it. */
    void close(Duration atMost) {
        pool.shutdown();
        if (isCurrent()) {
            return;
        }
        try {
            if (!pool.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
