package io.mainstay.etcd.embedded.internal.stream;

import io.mainstay.etcd.spi.OwnThreads;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of a server on which clients' stream handlers run, so that no writer ever waits for them. The thread
 * starts with the first message and ends when nothing was to do for a while.
 */
public final class Dispatcher implements Executor, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
    private static final int IDLE_SECONDS = 5;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final OwnThreads threads;
    private final ThreadPoolExecutor pool;

    /** A dispatcher whose thread has this name. */
    public Dispatcher(String threadName) {
        threads = new OwnThreads(threadName);
        pool = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
    }

    /** Runs a task soon; after the close it is dropped, because every stream has been told its end by then. */
    @Override
    public void execute(Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "a stream had something to say after the close of its server");
        }
    }

    /** Runs what is still to do, and waits for the thread to end, 2 s at the most. */
    @Override
    public void close() {
        pool.shutdown();
        if (!threads.awaitEnd(pool, CLOSE)) {
            LOG.log(Level.WARNING, "a stream handler is still running after the close of its server");
        }
    }
}
