package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpc.Effect;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several calls, one after the other, with one outcome and one timeout for all: what one question of a user takes when
 * etcd wants more than one.
 *
 * <p>Between the calls nobody waits: an answer begins the next call on the thread that brought it. So what a chain
 * does there must be short. Ending the future from outside cancels the call under way and begins no other.
 *
 * @param <T> what the user gets
 */
public abstract class CallChain<T> extends CompletableFuture<T> {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final CallEngine calls;
    private final String operation;
    private final Duration timeout;
    private final @Nullable Executor completeOn;
    private final long startedAt;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable CompletableFuture<?> underWay;

    /**
     * A chain that has not begun.
     *
     * @param operation the name for messages
     * @param timeout how long all calls may take together
     * @param completeOn where it completes, or null for where the last answer came, which is for callers that wait
     */
    protected CallChain(CallEngine calls, String operation, Duration timeout, @Nullable Executor completeOn) {
        this.calls = calls;
        this.operation = operation;
        this.timeout = CallEngine.bounded(timeout);
        this.completeOn = completeOn;
        this.startedAt = calls.clock().nanoTime();
    }

    /** Begins the first call. */
    protected abstract void begin();

    /** Runs once when nobody will get a result although calls were begun: ended from outside, or failed. */
    protected void abandoned() {}

    /** Begins, and gives the future to its user. */
    public CompletableFuture<T> start() {
        run();
        return this;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void run() {
        whenComplete((result, thrown) -> {
            if (ended.compareAndSet(false, true)) {
                stop();
            }
        });
        guarded(this::begin);
    }

    /**
     * Begins, and waits for the outcome. The calls end by themselves when the time is up, and know better what went
     * wrong; this waits a little longer, so that they can say so.
     */
    public T await() {
        run();
        return CallEngine.await(
                this,
                CallEngine.bounded(timeout.plus(GRACE)),
                () -> fail(ErrorMapper.deadline(operation, "", false, timeout, null)),
                this::interrupted);
    }

    /** The call under way ends first: its failure knows whether it may have been applied. */
    private void interrupted() {
        if (underWay instanceof Call<?, ?, ?> call) {
            call.interrupted();
        }
        fail(ErrorMapper.interrupted(operation));
    }

    /** Makes a call with whatever endpoint is in use, in the time that is left. */
    protected final <Q, R> void call(Rpc<Q, R> rpc, Q request, Consumer<R> then) {
        call(rpc, request, null, then, this::fail);
    }

    /** Makes a call, of which a second run would do something else than its procedure tells, in the time left. */
    protected final <Q, R> void call(Rpc<Q, R> rpc, Effect effect, Q request, Consumer<R> then) {
        call(new Step<>(rpc, effect, request, null), then, this::fail);
    }

    /** What to call. */
    private record Step<Q, R>(
            Rpc<Q, R> rpc,
            Effect effect,
            Q request,
            @Nullable Line only) {}

    /**
     * Makes a call in the time that is left.
     *
     * @param only the one line it may use, or null for whichever is in use
     * @param then takes the answer
     * @param failed takes the failure
     */
    protected final <Q, R> void call(
            Rpc<Q, R> rpc, Q request, @Nullable Line only, Consumer<R> then, Consumer<EtcdException> failed) {
        call(new Step<>(rpc, rpc.effect(), request, only), then, failed);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private <Q, R> void call(Step<Q, R> step, Consumer<R> then, Consumer<EtcdException> failed) {
        if (ended.get()) {
            return;
        }
        Duration left = timeout.minusNanos(calls.clock().nanoTime() - startedAt);
        if (left.isNegative() || left.isZero()) {
            fail(ErrorMapper.deadline(operation, "", false, timeout, null));
            return;
        }
        CompletableFuture<R> call = calls.inner(
                new Task<>(step.rpc(), step.effect(), step.request(), answer -> answer, new Terms(left, step.only())));
        underWay = call;
        call.whenComplete((answer, thrown) -> guarded(() -> {
            if (ended.get()) {
                return;
            }
            if (thrown == null) {
                then.accept(answer);
            } else if (unwrapped(thrown) instanceof EtcdException failure) {
                failed.accept(failure);
            } else {
                fail(thrown);
            }
        }));
        if (ended.get()) {
            call.cancel(false);
        }
    }

    /** Ends it with its result. */
    protected final void done(T result) {
        if (ended.compareAndSet(false, true)) {
            deliver(() -> {
                if (!complete(result)) {
                    abandoned();
                }
            });
        }
    }

    /** Ends it with a failure. */
    protected final void fail(Throwable why) {
        if (ended.compareAndSet(false, true)) {
            stop();
            deliver(() -> completeExceptionally(why));
        }
    }

    /** Whether it is over, for what comes late. */
    protected final boolean isOver() {
        return ended.get();
    }

    /** The engine, for a call that belongs to no chain any more. */
    protected final CallEngine calls() {
        return calls;
    }

    private void stop() {
        CompletableFuture<?> call = underWay;
        if (call != null) {
            call.cancel(false);
        }
        abandoned();
    }

    private void deliver(Runnable outcome) {
        if (completeOn == null) {
            outcome.run();
            return;
        }
        try {
            completeOn.execute(outcome);
        } catch (RejectedExecutionException gone) {
            outcome.run();
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error broken) {
            fail(broken);
        }
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
