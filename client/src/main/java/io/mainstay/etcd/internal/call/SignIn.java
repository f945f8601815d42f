package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.AuthenticateResult;
import io.mainstay.etcd.auth.Credentials.Password;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.internal.auth.NoToken;
import io.mainstay.etcd.internal.auth.SecretReader;
import io.mainstay.etcd.internal.auth.TokenSource;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.line.EndpointPool;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.line.LineUser;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for a user and password, by one call of {@code Authenticate} each. It is a single attempt on the line in use:
 * whether to try again is up to the calls that wait, each by its own rule and deadline.
 */
public final class SignIn implements TokenSource {
    private static final String OPERATION = Rpcs.AUTHENTICATE.shortName();

    private final EndpointPool pool;
    private final Clock clock;
    private final Emitter emitter;
    private final Password who;
    private final Duration timeout;

    /**
     * A source for one user.
     *
     * @param callTimeout how long the calls that wait may take; one attempt takes half of it at the most, so that they
     *     can turn to another endpoint
     */
    public SignIn(EndpointPool pool, Clock clock, Emitter emitter, Password who, Duration callTimeout) {
        this.pool = pool;
        this.clock = clock;
        this.emitter = emitter;
        this.who = who;
        this.timeout = CallEngine.bounded(callTimeout).dividedBy(2);
    }

    @Override
    public String hint() {
        return "a token that was fetched just now was refused too";
    }

    @Override
    public Cancellable fetch(Consumer<Fetched> outcome) {
        Attempt attempt = new Attempt(outcome);
        SecretReader.read(who.password(), attempt::send, attempt::unreadable);
        return attempt;
    }

    /** One call of {@code Authenticate}. */
    private final class Attempt implements ResponseHandler<AuthenticateResult>, LineUser, Cancellable {
        private final Consumer<Fetched> outcome;
        private final AtomicBoolean over = new AtomicBoolean();
        private final long startedAt = clock.nanoTime();
        private final long eventId = emitter.nextId();
        private final Line line = pool.current();
        private volatile Cancellable call = Cancellable.NONE;
        private volatile Cancellable timer = Cancellable.NONE;
        private volatile boolean begun;

        private Attempt(Consumer<Fetched> outcome) {
            this.outcome = outcome;
        }

        private void unreadable(UncheckedIOException why) {
            String text = String.valueOf(why.getMessage());
            TransportFailure failure = TransportFailure.notSent(ErrorCode.UNAUTHENTICATED, text, why);
            end(new Fetched.Failed(noToken(failure)), failure);
        }

        private void send(Secret password) {
            if (over.get()) {
                return;
            }
            begun = true;
            if (emitter.emits()) {
                emitter.emit(new ClientEvent.CallStarted(eventId, OPERATION));
            }
            timer = clock.schedule(timeout, this::timeOut);
            line.asked(this);
            try {
                AuthenticateRequest request = new AuthenticateRequest(who.name(), password);
                call = line.transport().call(Rpcs.AUTHENTICATE, request, CallContext.PLAIN, this);
            } catch (RuntimeException broken) {
                onFailure(new TransportFailure(ErrorCode.INTERNAL, "the transport failed: " + broken, true, broken));
            }
            if (over.get()) {
                // It ended while it was just being set up, and what ended it may not have seen all of it.
                timer.cancel();
                call.cancel();
            }
        }

        @Override
        public void onResponse(AuthenticateResult result) {
            line.answered(this);
            end(new Fetched.Token(result.token()), null);
        }

        @Override
        public void onFailure(TransportFailure failure) {
            if (failure.text().equals(AuthTexts.OFF)) {
                end(new Fetched.NotNeeded(), failure);
                return;
            }
            boolean later = RetryRule.transientlyUnavailable(failure);
            if (later) {
                pool.failed(line, failure);
            }
            boolean refused = !later && failure.sent() && failure.cause() == null;
            NoToken why = noToken(failure);
            end(refused ? new Fetched.Refused(why) : new Fetched.Failed(why), failure);
        }

        @Override
        public void leave(Line left, TransportFailure why) {
            call.cancel();
            onFailure(why);
        }

        private void timeOut() {
            call.cancel();
            onFailure(TransportFailure.lost(OPERATION + " had no answer within " + timeout.toMillis() + " ms", null));
        }

        private NoToken noToken(TransportFailure failure) {
            return new NoToken(failure, endpoint());
        }

        private String endpoint() {
            return line.endpoint().toString();
        }

        private void end(Fetched fetched, @Nullable TransportFailure failure) {
            if (over.compareAndSet(false, true)) {
                line.released(this);
                timer.cancel();
                tell(failure == null ? null : ErrorMapper.map(failure, OPERATION, endpoint(), false));
                outcome.accept(fetched);
            }
        }

        private void tell(@Nullable EtcdException failure) {
            if (begun && emitter.emits()) {
                Duration elapsed = Duration.ofNanos(clock.nanoTime() - startedAt);
                emitter.emit(new ClientEvent.CallEnded(eventId, OPERATION, 1, elapsed, failure));
            }
        }

        @Override
        public void cancel() {
            if (over.compareAndSet(false, true)) {
                line.released(this);
                timer.cancel();
                call.cancel();
                tell(ErrorMapper.closed(OPERATION, false));
            }
        }
    }
}
