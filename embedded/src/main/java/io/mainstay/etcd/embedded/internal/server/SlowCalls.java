package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Calls that compute for long, on threads of their own that go when nothing is left to do. So many may wait and no
 * more.
 */
final class SlowCalls implements Executor {
    private static final System.Logger LOG = System.getLogger(SlowCalls.class.getName());
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 10_000;
    private static final long IDLE_SECONDS = 1;

    private final ThreadPoolExecutor threads;
    private volatile boolean closed;

    SlowCalls(String name) {
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                DaemonThreads.named(name));
        threads.allowCoreThreadTimeOut(true);
    }

    /** The same call, carried out here. Cancelled before its turn, it is not carried out. */
    <Q, R> Routes.Starter<Q, R> of(BiFunction<Asker, Q, R> call) {
        return (asker, request, handler) -> {
            Runnable task = () -> carryOut(() -> call.apply(asker, request), handler);
            execute(task);
            return () -> threads.remove(task);
        };
    }

    /**
     * Runs a task here.
     *
     * @throws Refused when too many wait, or this is closed
     */
    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException full) {
            throw (closed ? Refusal.STOPPED : Refusal.TOO_MANY_REQUESTS).refused();
        }
    }

    /** Refuses what waits; what has begun comes to its end. */
    void close() {
        closed = true;
        threads.shutdownNow().forEach(Runnable::run);
        try {
            threads.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <R> void carryOut(Supplier<R> call, ResponseHandler<R> handler) {
        R answer;
        try {
            if (closed) {
                throw Refusal.STOPPED.refused();
            }
            answer = call.get();
        } catch (Refused refused) {
            handler.onFailure(refused.failure());
            return;
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "the embedded etcd failed at a slow call", fault);
            handler.onFailure(new TransportFailure(ErrorCode.INTERNAL, "embedded etcd: " + fault, true, fault));
            return;
        }
        handler.onResponse(answer);
    }
}
