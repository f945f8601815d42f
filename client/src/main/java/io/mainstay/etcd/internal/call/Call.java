package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.internal.auth.NoToken;
import io.mainstay.etcd.internal.auth.Pass;
import io.mainstay.etcd.internal.auth.Renewals;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.line.LineUser;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.TransportFailure;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user: its attempts, its deadline, and the future of its outcome, in a single object because there is
 * one for every operation.
 *
 * <p>Attempts follow each other, so only one is under way. Three parties may end the call: an attempt's outcome, the
 * deadline, the user's cancel. The first to win {@link #settle} decides; the others then find it settled and do
 * nothing. The future completes on {@code completeOn}, or where the outcome came when that is null, which is for
 * callers that wait and so run no code there.
 *
 * @param <Q> the request
 * @param <R> the server's answer
 * @param <T> what the user gets
 */
public final class Call<Q, R, T> extends CompletableFuture<T>
        implements ResponseHandler<R>, Tokens.Waiter, LineUser, Runnable {
    /**
     * Earlier failures are carried on as suppressed ones up to this many attempts, so that an outage builds no chain.
     */
    private static final int SUPPRESSED_MOST = 8;

    private static final VarHandle SETTLED;
    private static final VarHandle UNDER_WAY;
    private static final VarHandle OVER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SETTLED = lookup.findVarHandle(Call.class, "settled", boolean.class);
            UNDER_WAY = lookup.findVarHandle(Call.class, "underWay", Cancellable.class);
            OVER = lookup.findVarHandle(Call.class, "over", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final CallEngine engine;
    private final Rpc<Q, R> rpc;
    private final Effect effect;
    private final Q request;
    private final Function<R, T> finish;
    private final Terms terms;
    private final @Nullable Executor completeOn;
    private final long startedAt;
    private final long eventId;

    private volatile @Nullable Cancellable underWay;
    private volatile boolean inFlight;
    private DeadlineWheel.@Nullable Entry deadline;
    private volatile @Nullable Line line;
    private String asked = "";
    private @Nullable Pass pass;
    private @Nullable Renewals renewals;
    private volatile int attempts;

    /** How many attempts have failed or been left; the attempt under way is the next. */
    @SuppressWarnings("unused") // written through OVER
    private volatile int over;

    private boolean waited;
    private volatile boolean maybeApplied;
    private @Nullable EtcdException lastFailure;

    @SuppressWarnings("unused") // through SETTLED
    private volatile boolean settled;

    private @Nullable R answer;
    private @Nullable EtcdException failure;

    Call(CallEngine engine, Task<Q, R, T> task, @Nullable Executor completeOn, long eventId) {
        this.engine = engine;
        this.rpc = task.rpc();
        this.effect = task.effect();
        this.request = task.request();
        this.finish = task.finish();
        this.terms = task.terms();
        this.completeOn = completeOn;
        this.startedAt = engine.clock().nanoTime();
        this.eventId = eventId;
    }

    void start() {
        if (completeOn != null) {
            deadline = engine.deadlines().add(deadlineNanos(), this::timeOut);
        }
        attempt();
    }

    private long deadlineNanos() {
        return startedAt + timeout().toNanos();
    }

    /** How long it may take in all. */
    Duration timeout() {
        Duration own = terms.timeout();
        return own == null ? engine.timeout() : CallEngine.bounded(own);
    }

    void attempt() {
        if (settled) {
            return;
        }
        if (engine.isClosed()) {
            clientClosed();
            return;
        }
        Pass held = engine.tokens().current();
        if (held == null) {
            waitForPass(null);
        } else {
            send(held);
        }
    }

    private void send(Pass with) {
        Line to = terms.only() != null ? terms.only() : engine.pool().current();
        line = to;
        pass = with;
        int attempt = attempts + 1;
        attempts = attempt;
        inFlight = true;
        to.asked(this);
        Cancellable started;
        try {
            started = terms.through()
                    .apply(to.transport())
                    .call(rpc, request, context(with), attempt == 1 ? this : new Later(attempt));
        } catch (RuntimeException broken) {
            attemptFailed(
                    attempt, new TransportFailure(ErrorCode.INTERNAL, "the transport failed: " + broken, true, broken));
            return;
        }
        underWay(attempt, started);
        if (settled || over >= attempt) {
            started.cancel();
        } else if (engine.isClosed()) {
            // The transport may have been closed before this attempt reached it, and then need not answer.
            clientClosed();
        }
    }

    /** A read that may be stale is for a member without a leader too. */
    private CallContext context(Pass with) {
        boolean stale = request instanceof RangeRequest range && range.serializable();
        return engine.requiresLeader() && !stale ? with.requireLeader() : with.plain();
    }

    /**
     * Notes what a cancel must stop, unless the attempt is over meanwhile: it may fail, and the next one be made by
     * another thread, before the thread that made it gets here.
     */
    private void underWay(int attempt, Cancellable what) {
        Cancellable seen = underWay;
        while (attempts == attempt && over < attempt && !UNDER_WAY.compareAndSet(this, seen, what)) {
            seen = underWay;
        }
    }

    /** Goes on when there is a pass: no thread waits, and the call may end meanwhile like any other. */
    private void waitForPass(@Nullable Pass refused) {
        pass = null;
        int before = attempts;
        waits();
        parked(before, engine.tokens().ask(refused, this));
    }

    /** It now has a pass. */
    @Override
    public void granted(Pass granted) {
        if (settled) {
            return;
        }
        if (engine.isClosed()) {
            clientClosed();
        } else {
            send(granted);
        }
    }

    /** There is no pass for it, which is as good as an attempt that was not sent. */
    @Override
    public void failed(NoToken none) {
        line = null;
        asked = none.endpoint();
        int tries = attempts + 1;
        attempts = tries;
        attemptFailed(tries, none.why());
    }

    @Override
    public void onResponse(R response) {
        attemptAnswered(1, response);
    }

    @Override
    public void onFailure(TransportFailure failure) {
        attemptFailed(1, failure);
    }

    /** The outcomes of an attempt after the first, told apart from those of one that was left before. */
    private final class Later implements ResponseHandler<R> {
        private final int attempt;

        Later(int attempt) {
            this.attempt = attempt;
        }

        @Override
        public void onResponse(R response) {
            attemptAnswered(attempt, response);
        }

        @Override
        public void onFailure(TransportFailure failure) {
            attemptFailed(attempt, failure);
        }
    }

    /** Its line hangs: what may be sent twice is sent elsewhere, and anything else has to wait. */
    @Override
    public void leave(Line left, TransportFailure why) {
        int attempt = attempts;
        if (effect == Effect.WRITE || terms.only() != null || line != left || settled) {
            return;
        }
        Cancellable running = underWay;
        if (attemptFailed(attempt, why) && running != null) {
            running.cancel();
        }
    }

    private void attemptAnswered(int attempt, R response) {
        Line from = line;
        if (attempts == attempt && from != null) {
            if (from.isUnproven()) {
                engine.pool().cluster(from, ClusterIds.of(response));
            }
            from.answered(this);
        }
        succeed(response);
        if (attempts != attempt) {
            // The answer of an attempt that was left came after all.
            cancelUnderWay();
        }
    }

    private void succeed(R response) {
        EtcdException doubt = lastFailure;
        if (doubt != null && maybeApplied && effect == Effect.GUARDED && Guards.isRefusal(response)) {
            fail(doubt);
            return;
        }
        answer = response;
        if (settle()) {
            finishUp();
        }
    }

    /** Says whether the attempt was still under way. */
    private boolean attemptFailed(int attempt, TransportFailure attemptFailure) {
        if (settled || !OVER.compareAndSet(this, attempt - 1, attempt)) {
            return false;
        }
        tellLine(attemptFailure);
        Object proven = maybeApplied && effect == Effect.GUARDED ? Guards.provenBy(rpc, request, attemptFailure) : null;
        if (proven != null) {
            @SuppressWarnings("unchecked") // Guards answers with the rpc's own result type
            R result = (R) proven;
            succeed(result);
            return true;
        }
        maybeApplied |= RetryRule.maybeApplied(effect, attemptFailure);
        inFlight = false;
        if (engine.isClosed()) {
            clientClosed();
        } else {
            goOn(attemptFailure);
        }
        return true;
    }

    /** An error is a sign of life too, unless it says that the member cannot serve. */
    private void tellLine(TransportFailure failure) {
        Line to = line;
        if (to == null) {
            return;
        }
        if (failure.sent() && failure.cause() == null && !RetryRule.transientlyUnavailable(failure)) {
            to.answered(this);
        } else {
            to.released(this);
        }
    }

    private void goOn(TransportFailure attemptFailure) {
        Pass used = pass;
        if (used != null && AuthTexts.refusesToken(attemptFailure)) {
            passRefused(used, attemptFailure);
            return;
        }
        EtcdException mapped = ErrorMapper.map(attemptFailure, rpc.shortName(), endpointName(), maybeApplied);
        if (lastFailure != null && attempts <= SUPPRESSED_MOST && !sameAs(lastFailure, mapped)) {
            mapped.addSuppressed(lastFailure);
        }
        Line to = line;
        if (RetryRule.transientlyUnavailable(attemptFailure) && to != null) {
            engine.pool().failed(to, attemptFailure);
        }
        if (RetryRule.sendAgain(effect, attemptFailure)) {
            retryLater(mapped);
        } else {
            fail(mapped);
        }
    }

    /** The server did nothing but look at the pass: what it would have done is still to do, with another one. */
    private void passRefused(Pass used, TransportFailure why) {
        Renewals counted = renewals == null ? new Renewals() : renewals;
        renewals = counted;
        Tokens tokens = engine.tokens();
        EtcdException mapped =
                ErrorMapper.tokenRefused(why, rpc.shortName(), endpointName(), maybeApplied, tokens.hint());
        if (!counted.again(tokens)) {
            fail(mapped);
            return;
        }
        if (engine.emits()) {
            engine.emit(new ClientEvent.CallRetried(eventId, rpc.shortName(), mapped, Duration.ZERO));
        }
        waitForPass(used);
    }

    /** Whether two failures say the same, so that carrying both on would only be noise. */
    private static boolean sameAs(EtcdException one, EtcdException other) {
        return String.valueOf(one.getMessage()).equals(other.getMessage());
    }

    private void retryLater(EtcdException why) {
        lastFailure = why;
        Duration wait = engine.backoff()
                .after(attempts, terms.only() != null ? 1 : engine.pool().size());
        if (engine.clock().nanoTime() + wait.toNanos() - deadlineNanos() >= 0) {
            timeOut();
            return;
        }
        if (engine.emits()) {
            engine.emit(new ClientEvent.CallRetried(eventId, rpc.shortName(), why, wait));
        }
        int before = attempts;
        waits();
        parked(before, engine.clock().schedule(wait, this::attempt));
    }

    /** The engine ends calls that wait when it is closed; no transport would. */
    private void waits() {
        waited = true;
        engine.waiting().add(this);
    }

    /** Notes what the call waits for, and that a cancel must stop it. */
    private void parked(int after, Cancellable what) {
        Cancellable seen = underWay;
        while (attempts == after && !UNDER_WAY.compareAndSet(this, seen, what)) {
            seen = underWay;
        }
        if (settled) {
            engine.waiting().remove(this);
            cancelUnderWay();
        } else if (engine.isClosed()) {
            clientClosed();
        }
    }

    /** Ends the call because its time is up. */
    void timeOut() {
        Line to = line;
        if (inFlight && to != null && !settled) {
            // It may be silent rather than slow; another member may do better by the calls that come.
            engine.pool()
                    .failed(
                            to,
                            TransportFailure.lost(
                                    "no answer within " + timeout().toMillis() + " ms", null));
        }
        fail(ErrorMapper.deadline(rpc.shortName(), endpointName(), outcomeUnknown(), timeout(), lastFailure));
        cancelUnderWay();
    }

    /** Ends the call because its user no longer wants it; the future is then cancelled at once. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (settle()) {
            failure = cancelled("cancelled by its caller");
            cancelUnderWay();
            ended();
        }
        return super.cancel(mayInterruptIfRunning);
    }

    /** Ends the call because the thread that waits for it was interrupted. */
    void interrupted() {
        fail(cancelled("the waiting thread was interrupted"));
        cancelUnderWay();
    }

    /** Ends the call because the client is closed. */
    void clientClosed() {
        fail(ErrorMapper.closed(rpc.shortName(), outcomeUnknown()));
        cancelUnderWay();
    }

    private EtcdException cancelled(String why) {
        return ErrorMapper.cancelled(rpc.shortName(), endpointName(), outcomeUnknown(), why);
    }

    private boolean outcomeUnknown() {
        return maybeApplied || effect != Effect.READ && inFlight;
    }

    private void fail(EtcdException why) {
        if (settle()) {
            failure = why;
            finishUp();
        }
    }

    private boolean settle() {
        return SETTLED.compareAndSet(this, false, true);
    }

    private void cancelUnderWay() {
        Cancellable running = underWay;
        if (running != null) {
            running.cancel();
        }
    }

    private void finishUp() {
        ended();
        Executor executor = completeOn;
        if (executor == null) {
            run();
            return;
        }
        try {
            executor.execute(this);
        } catch (RejectedExecutionException gone) {
            // The user's executor is shut down; an outcome delivered on this thread beats one that is lost.
            run();
        } catch (RuntimeException | Error broken) {
            engine.callbackFailed("Executor.execute", broken);
            run();
        }
    }

    private void ended() {
        Line to = line;
        if (to != null) {
            to.released(this);
        }
        DeadlineWheel.Entry timer = deadline;
        if (timer != null) {
            engine.deadlines().remove(timer);
        }
        if (waited) {
            engine.waiting().remove(this);
        }
        if (engine.emits()) {
            Duration elapsed = Duration.ofNanos(engine.clock().nanoTime() - startedAt);
            engine.emit(new ClientEvent.CallEnded(eventId, rpc.shortName(), attempts, elapsed, failure));
        }
    }

    /** Completes the future: the executor's part of the work. */
    @Override
    public void run() {
        EtcdException why = failure;
        if (why != null) {
            completeExceptionally(why);
            return;
        }
        if (isDone()) {
            // Its user has ended the future, as orTimeout does; nothing may be made that nobody would own.
            return;
        }
        T result;
        try {
            result = finished();
        } catch (RuntimeException | Error broken) {
            completeExceptionally(broken);
            return;
        }
        if (!complete(result) && result instanceof AutoCloseable unowned) {
            close(unowned);
        }
    }

    @SuppressWarnings("NullAway") // settled without a failure means there is an answer
    private T finished() {
        return finish.apply(answer);
    }

    /** Lets go of a result that came just when its user ended the future. */
    private void close(AutoCloseable unowned) {
        try {
            unowned.close();
        } catch (Exception e) {
            engine.callbackFailed(rpc.shortName(), e);
        }
    }

    private String endpointName() {
        Line to = line;
        return to == null ? asked : to.endpoint().toString();
    }
}
