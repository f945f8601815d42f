package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.internal.call.Call.Task;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future of an operation that is made of several calls, one after the other, each with the client's timeout.
 * Cancelling it, or interrupting who waits for it, ends the call under way, and no other is made.
 *
 * @param <T> what the user gets
 */
public final class Chain<T> extends CompletableFuture<T> {
    private final CallEngine calls;
    private final Executor completeOn;
    private volatile @Nullable Call<?, ?, ?> underWay;
    private volatile boolean interrupted;

    private Chain(CallEngine calls, Executor completeOn) {
        this.calls = calls;
        this.completeOn = completeOn;
    }

    /** Runs the steps; the future completes on the client's executor. */
    public static <T> CompletableFuture<T> async(CallEngine calls, Function<Chain<T>, CompletableFuture<T>> steps) {
        Chain<T> chain = new Chain<>(calls, calls.executor());
        chain.run(steps);
        return chain;
    }

    /** Runs the steps and waits for their end. */
    public static <T> T blocking(CallEngine calls, Function<Chain<T>, CompletableFuture<T>> steps) {
        Chain<T> chain = new Chain<>(calls, Runnable::run);
        chain.run(steps);
        return calls.awaitEnd(chain, chain::interrupted);
    }

    /** Makes the next call; for steps, which chain what follows to its future. */
    public <Q, R, S> CompletableFuture<S> call(Task<Q, R, S> task) {
        Call<Q, R, S> call = calls.startInner(task);
        underWay = call;
        if (interrupted) {
            call.interrupted();
        } else if (isDone()) {
            call.cancel(false);
        }
        return call;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void run(Function<Chain<T>, CompletableFuture<T>> steps) {
        steps.apply(this).whenComplete((result, thrown) -> {
            try {
                completeOn.execute(() -> end(result, thrown));
            } catch (RejectedExecutionException gone) {
                end(result, thrown);
            }
        });
    }

    private void end(T result, @Nullable Throwable thrown) {
        if (thrown == null) {
            complete(result);
        } else {
            Throwable cause = thrown.getCause();
            completeExceptionally(thrown instanceof CompletionException && cause != null ? cause : thrown);
        }
    }

    private void interrupted() {
        interrupted = true;
        Call<?, ?, ?> call = underWay;
        if (call != null) {
            call.interrupted();
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        Call<?, ?, ?> call = underWay;
        if (call != null) {
            call.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }
}
