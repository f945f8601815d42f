package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.OwnThreads;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that compute for long or wait for the disk, on threads of their own that go when nothing is left to do. So many
 * may wait and no more.
 */
final class SlowCalls implements Executor {
    private static final System.Logger LOG = System.getLogger(SlowCalls.class.getName());
    private static final int MOST_WAITING = 10_000;
    private static final long IDLE_SECONDS = 1;
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final OwnThreads threads;
    private final ThreadPoolExecutor pool;
    private volatile boolean closed;

    /** So many at a time, on threads of a name. */
    SlowCalls(String name, int atATime) {
        threads = new OwnThreads(name);
        pool = new ThreadPoolExecutor(
                atATime, atATime, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), threads);
        pool.allowCoreThreadTimeOut(true);
    }

    /** The same call, carried out here. Cancelled before its turn, it is not carried out. */
    <Q, R> Routes.Starter<Q, R> of(BiFunction<Asker, Q, R> call) {
        return (asker, request, handler) -> {
            Runnable task = () -> {
                R answer = carryOut(() -> call.apply(asker, request), handler);
                if (answer != null) {
                    handler.onResponse(answer);
                }
            };
            execute(task);
            return () -> pool.remove(task);
        };
    }

    /** The same call, which may go on to wait: it is started here, and given up here. */
    <Q, R> Routes.Starter<Q, R> of(Routes.Starter<Q, R> starter) {
        return (asker, request, handler) -> {
            SlowStart start = new SlowStart(this, () -> {
                Cancellable begun = carryOut(() -> starter.start(asker, request, handler), handler);
                return begun == null ? Cancellable.NONE : begun;
            });
            execute(start);
            return start;
        };
    }

    boolean isClosed() {
        return closed;
    }

    /** Forgets a task that has not begun. */
    void remove(Runnable task) {
        pool.remove(task);
    }

    /**
     * Runs a task here.
     *
     * @throws Refused when too many wait, or this is closed
     */
    @Override
    public void execute(Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException full) {
            throw (closed ? Refusal.STOPPED : Refusal.TOO_MANY_REQUESTS).refused();
        }
    }

    /** Refuses what waits; what has begun comes to its end. */
    void close() {
        closed = true;
        pool.shutdownNow().forEach(Runnable::run);
        threads.awaitEnd(pool, CLOSE);
    }

    /** What comes of some work; null when it failed, and who waits has been told. */
    private <T> @Nullable T carryOut(Supplier<T> work, ResponseHandler<?> handler) {
        try {
            if (closed) {
                throw Refusal.STOPPED.refused();
            }
            return work.get();
        } catch (Refused refused) {
            handler.onFailure(refused.failure());
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "the embedded etcd failed at a slow call", fault);
            handler.onFailure(new TransportFailure(ErrorCode.INTERNAL, "embedded etcd: " + fault, true, fault));
        }
        return null;
    }
}
