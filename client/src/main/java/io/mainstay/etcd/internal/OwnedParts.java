package io.mainstay.etcd.internal;

import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.SystemClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** What a client makes for itself because its user gave nothing, and must therefore close. */
final class OwnedParts {
    private static final int CLOSE_SECONDS = 2;

    private final List<AutoCloseable> parts = new ArrayList<>();

    Clock clock() {
        SystemClock clock = new SystemClock("mainstay-timer");
        parts.add(clock);
        return clock;
    }

    /** Few threads for completions, however many calls are in flight; and a thread for each listener that is busy. */
    UserExecutors executors() {
        ExecutorService completions = new ForkJoinPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()), completionThreads(), null, true);
        ThreadFactory named = DaemonThreads.named("mainstay-listener");
        ThreadLocal<Boolean> listening = new ThreadLocal<>();
        ExecutorService listeners = Executors.newCachedThreadPool(task -> named.newThread(() -> {
            listening.set(true);
            task.run();
        }));
        parts.add(() -> end(
                completions,
                Thread.currentThread() instanceof ForkJoinWorkerThread worker && worker.getPool() == completions));
        parts.add(() -> end(listeners, listening.get() != null));
        return new UserExecutors(completions, listeners);
    }

    static RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    List<AutoCloseable> parts() {
        return parts;
    }

    private static ForkJoinWorkerThreadFactory completionThreads() {
        AtomicInteger count = new AtomicInteger();
        return pool -> {
            ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
            thread.setName("mainstay-completion-" + count.incrementAndGet());
            return thread;
        };
    }

    /**
     * Lets what is queued run, then ends the threads; a callback that hangs is interrupted after a while. A callback
     * that closes the client itself cannot wait for its own end: its threads then end with what they run.
     */
    private static void end(ExecutorService executor, boolean fromItsOwnThread) throws InterruptedException {
        executor.shutdown();
        if (!fromItsOwnThread && !executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            executor.shutdownNow();
            executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
