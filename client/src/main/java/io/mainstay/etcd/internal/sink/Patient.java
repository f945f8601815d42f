package io.mainstay.etcd.internal.sink;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.spi.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that is made anew while etcd is out of reach, for a while: only after failures that may pass and surely
 * changed nothing.
 *
 * @param <T> the answer
 */
final class Patient<T> extends CompletableFuture<T> {
    private final CallEngine calls;
    private final Duration patience;
    private final Supplier<CompletableFuture<T>> call;
    private final long startedAt;
    private int failures;
    private volatile boolean given;
    private volatile @Nullable CompletableFuture<T> underWay;
    private volatile Cancellable pause = Cancellable.NONE;
    private volatile @Nullable EtcdException lastFailure;

    private Patient(CallEngine calls, Duration patience, Supplier<CompletableFuture<T>> call) {
        this.calls = calls;
        this.patience = patience;
        this.call = call;
        this.startedAt = calls.clock().nanoTime();
    }

    static <T> Patient<T> call(CallEngine calls, Duration patience, Supplier<CompletableFuture<T>> call) {
        Patient<T> patient = new Patient<>(calls, patience, call);
        patient.attempt();
        return patient;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void attempt() {
        if (given) {
            giveUp();
            return;
        }
        CompletableFuture<T> made = call.get();
        underWay = made;
        made.whenComplete((answer, thrown) -> {
            if (thrown == null) {
                complete(answer);
            } else {
                failed(asEtcd(thrown));
            }
        });
        if (given) {
            made.cancel(false);
        }
    }

    private void failed(EtcdException why) {
        lastFailure = why;
        boolean mayPass = why.retryable() && !why.maybeApplied();
        if (given || !mayPass || calls.clock().nanoTime() - startedAt >= patience.toNanos()) {
            completeExceptionally(why);
            return;
        }
        Duration wait = calls.backoff().after(++failures, calls.pool().size());
        pause = calls.clock().schedule(wait, this::attempt);
        if (given) {
            giveUp();
        }
    }

    /** Ends it soon, with how the call under way ends, or with the last failure. */
    void giveUp() {
        given = true;
        pause.cancel();
        CompletableFuture<T> running = underWay;
        if (running != null && !running.isDone()) {
            running.cancel(false);
        } else {
            EtcdException why = lastFailure;
            completeExceptionally(why != null ? why : ErrorMapper.cancelledByCaller(SinkEngine.OPERATION, ""));
        }
    }

    static EtcdException asEtcd(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof EtcdException etcd ? etcd : ErrorMapper.broken(SinkEngine.OPERATION, cause);
    }
}
