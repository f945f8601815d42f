package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.line.EndpointPool;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.Rpc;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs calls: the one implementation behind the blocking and the future faces, and the one place that blocks. */
public final class CallEngine {
    /** The longest timeout: readings of the clock, in nanoseconds, must not overflow for it. */
    private static final Duration TIMEOUT_MOST = Duration.ofDays(36_500);

    private final EndpointPool pool;
    private final Clock clock;
    private final Executor executor;
    private final Duration timeout;
    private final Tokens tokens;
    private final Emitter emitter;
    private final Backoff backoff;
    private final DeadlineWheel deadlines;
    private final Set<Call<?, ?, ?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile boolean requiresLeader;

    /**
     * An engine that closes none of what it is given.
     *
     * @param tokens who calls
     * @param timeout how long a call may take in all, attempts and waits included
     * @param executor where futures complete
     */
    public CallEngine(
            EndpointPool pool,
            Tokens tokens,
            Clock clock,
            Backoff backoff,
            Executor executor,
            Duration timeout,
            Emitter emitter) {
        this.pool = pool;
        this.tokens = tokens;
        this.clock = clock;
        this.executor = executor;
        this.timeout = bounded(timeout);
        this.emitter = emitter;
        this.backoff = backoff;
        this.deadlines = new DeadlineWheel(clock);
    }

    /** Starts a call whose answer is what the user gets. */
    public <Q, R> CompletableFuture<R> async(Rpc<Q, R> rpc, Q request) {
        return async(new Task<>(rpc, rpc.effect(), request, Function.identity()));
    }

    /** Starts a call. */
    public <Q, R, T> CompletableFuture<T> async(Task<Q, R, T> task) {
        return start(task, executor);
    }

    /**
     * Starts a call for a part of this library: its future completes where the outcome comes, so what is chained to it
     * must be short and run no user code.
     */
    public <Q, R, T> CompletableFuture<T> inner(Task<Q, R, T> task) {
        return start(task, Runnable::run);
    }

    /** Makes a call whose answer is what the user gets, and waits for it. */
    public <Q, R> R blocking(Rpc<Q, R> rpc, Q request) {
        return blocking(new Task<>(rpc, rpc.effect(), request, Function.identity()));
    }

    /** Makes a call and waits for it: parked once, woken by the answer, for the timeout at the most. */
    public <Q, R, T> T blocking(Task<Q, R, T> task) {
        Call<Q, R, T> call = start(task, null);
        return await(call, call.timeout(), call::timeOut, call::interrupted);
    }

    /** Waits for something that is to end by itself within the timeout, and ends it if it does not. */
    public <T> T await(CompletableFuture<T> future, String operation) {
        return await(future, operation, timeout);
    }

    /** Waits for something that is to end by itself within a time, and ends it if it does not. */
    public <T> T await(CompletableFuture<T> future, String operation, Duration atMost) {
        Duration most = bounded(atMost);
        return await(
                future,
                most,
                () -> future.completeExceptionally(ErrorMapper.deadline(operation, "", false, most, null)),
                () -> future.completeExceptionally(ErrorMapper.interrupted(operation)));
    }

    /**
     * Waits for something that is made of calls and so ends by itself, however long that takes.
     *
     * @param onInterrupt makes it end soon
     */
    public <T> T awaitEnd(CompletableFuture<T> future, Runnable onInterrupt) {
        return await(future, TIMEOUT_MOST, () -> {}, onInterrupt);
    }

    /**
     * The one place that blocks. A timeout or an interrupt that comes just after the outcome changes nothing, so that
     * no result is made which nobody gets.
     */
    static <T> T await(CompletableFuture<T> future, Duration atMost, Runnable onTimeout, Runnable onInterrupt) {
        try {
            return future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            onTimeout.run();
        } catch (InterruptedException e) {
            onInterrupt.run();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw thrownHere(e.getCause());
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            throw thrownHere(e.getCause());
        }
    }

    private <Q, R, T> Call<Q, R, T> start(Task<Q, R, T> task, @Nullable Executor completeOn) {
        long id = 0;
        if (emitter.emits()) {
            id = emitter.nextId();
            emitter.emit(new ClientEvent.CallStarted(id, task.rpc().shortName()));
        }
        Call<Q, R, T> call = new Call<>(this, task, completeOn, id);
        call.start();
        return call;
    }

    /** The failure with the stack of the thread that waited, from the face it called on. */
    private static RuntimeException thrownHere(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException runtime) {
            String here = CallEngine.class.getPackageName() + ".";
            StackTraceElement[] stack = Stream.of(new Throwable().getStackTrace())
                    .dropWhile(frame -> frame.getClassName().startsWith(here))
                    .toArray(StackTraceElement[]::new);
            runtime.setStackTrace(stack);
            return runtime;
        }
        return new IllegalStateException(cause);
    }

    /**
     * Refuses new calls, and ends the calls that wait for another attempt; those under way end with their transport.
     */
    public void close() {
        closed = true;
        List.copyOf(waiting).forEach(Call::clientClosed);
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    /** Has a member without a leader refuse calls at once, but for reads that may be stale. */
    public void requireLeader(boolean require) {
        requiresLeader = require;
    }

    boolean requiresLeader() {
        return requiresLeader;
    }

    /** The endpoints. */
    public EndpointPool pool() {
        return pool;
    }

    /** Where time comes from. */
    public Clock clock() {
        return clock;
    }

    /** Where user code runs. */
    public Executor executor() {
        return executor;
    }

    /** Waits between attempts. */
    public Backoff backoff() {
        return backoff;
    }

    /** Who calls. */
    public Tokens tokens() {
        return tokens;
    }

    /** How long a call may take in all. */
    public Duration timeout() {
        return timeout;
    }

    static Duration bounded(Duration timeout) {
        return timeout.compareTo(TIMEOUT_MOST) < 0 ? timeout : TIMEOUT_MOST;
    }

    DeadlineWheel deadlines() {
        return deadlines;
    }

    Set<Call<?, ?, ?>> waiting() {
        return waiting;
    }

    /** Who hears what happens. */
    public Emitter emitter() {
        return emitter;
    }

    boolean emits() {
        return emitter.emits();
    }

    void emit(ClientEvent event) {
        emitter.emit(event);
    }

    void callbackFailed(String where, Throwable thrown) {
        emitter.callbackFailed(where, thrown);
    }
}
