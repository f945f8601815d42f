package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.internal.auth.NoToken;
import io.mainstay.etcd.internal.auth.Pass;
import io.mainstay.etcd.internal.auth.Renewals;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.call.Backoff;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.line.EndpointPool;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a lane: which there is, and how the next one comes: with a token, after a wait, elsewhere. Belongs to
 * the lane's serial executor.
 */
final class StreamSupply {
    /** A stream that lasted so long was good: its loss is no sequel of the losses before it. */
    private static final Duration GOOD = Duration.ofSeconds(2);

    private final User user;
    private final EndpointPool pool;
    private final Tokens tokens;
    private final Clock clock;
    private final Backoff backoff;
    private final Emitter emitter;
    private final Executor owner;

    private @Nullable WatchStream stream;
    private long openedAt;
    private Cancellable reopening = Cancellable.NONE;
    private boolean reopenScheduled;
    private final Renewals renewals = new Renewals();
    private @Nullable Pass refused;
    private int losses;
    private boolean closed;

    /** Who has the streams. */
    interface User {
        /** Whether it needs a stream that is not there. */
        boolean wantsStream();

        /** A stream that it will hear of, to be opened. */
        WatchStream make(EndpointPool pool, Pass pass, Emitter emitter);

        /** The stream is there. */
        void opened();

        /** There is no token for a stream with these credentials. */
        void noToken(EtcdException why);

        /**
         * The stream is gone: for another, or when {@code halt} is not null, for good.
         *
         * @param broke how it broke; null when it was only left for one with another token
         */
        void gone(WatchStream lost, @Nullable EtcdException halt, @Nullable EtcdException broke);
    }

    StreamSupply(
            User user,
            EndpointPool pool,
            Tokens tokens,
            Clock clock,
            Backoff backoff,
            Emitter emitter,
            Executor owner) {
        this.user = user;
        this.pool = pool;
        this.tokens = tokens;
        this.clock = clock;
        this.backoff = backoff;
        this.emitter = emitter;
        this.owner = owner;
    }

    /** The stream there is. */
    @Nullable
    WatchStream current() {
        return stream;
    }

    /** A stream is needed; if there is none and none is on its way, one is opened. */
    void want() {
        if (stream == null && !reopenScheduled) {
            open();
        }
    }

    /** The stream is not needed any more. */
    void drop() {
        WatchStream unused = stream;
        if (unused != null) {
            stream = null;
            unused.cancel();
        }
    }

    /** Nothing is opened any more. */
    void close() {
        closed = true;
        reopening.cancel();
        drop();
    }

    /** A watch was accepted: its token is good. */
    void accepted() {
        renewals.accepted();
    }

    private void open() {
        reopenScheduled = false;
        if (!isWanted()) {
            return;
        }
        Pass pass = tokens.current();
        if (pass != null && pass != refused) {
            open(pass);
            return;
        }
        reopenScheduled = true;
        reopening = tokens.ask(refused, new Tokens.Waiter() {
            @Override
            public void granted(Pass pass) {
                owner.execute(() -> open(pass));
            }

            @Override
            public void failed(NoToken none) {
                owner.execute(() -> noPass(none));
            }
        });
    }

    private void open(Pass pass) {
        reopenScheduled = false;
        if (!isWanted()) {
            return;
        }
        WatchStream opened = user.make(pool, pass, emitter);
        stream = opened;
        openedAt = clock.nanoTime();
        opened.open();
        user.opened();
    }

    private boolean isWanted() {
        return !closed && stream == null && user.wantsStream();
    }

    /** There is no token to open a stream with: now, or with these credentials. */
    private void noPass(NoToken none) {
        reopenScheduled = false;
        EtcdException why = ErrorMapper.map(none.why(), WatchReplies.OPERATION, none.endpoint(), false);
        if (!why.retryable()) {
            user.noToken(why);
        }
        losses++;
        openLater();
    }

    /** Leaves a stream whose token is refused for one with another token. Its watches go on where they are. */
    void renew(WatchStream from) {
        if (from != stream) {
            return;
        }
        stream = null;
        refused = from.wire().pass();
        from.cancel();
        user.gone(from, null, null);
        open();
    }

    /** The stream has ended. */
    void lost(WatchStream from, @Nullable TransportFailure failure) {
        stream = null;
        from.ended(failure);
        if (from.hasAccepted() && clock.nanoTime() - openedAt >= GOOD.toNanos()) {
            losses = 0;
        }
        EtcdException halt = WatchReplies.haltedBy(failure, from.wire().endpoint());
        if (failure != null && AuthTexts.refusesToken(failure)) {
            refused = from.wire().pass();
            halt = renewals.again(tokens) ? null : refusal(from, failure);
        } else if (failure != null && halt == null) {
            pool.failed(from.wire().line(), failure);
        }
        losses++;
        user.gone(from, halt, WatchReplies.lost(failure, from));
        openLater();
    }

    /** The end of a watch or stream whose token is refused for good. */
    EtcdException refusal(WatchStream from, TransportFailure why) {
        return ErrorMapper.tokenRefused(why, WatchReplies.OPERATION, from.wire().endpoint(), false, tokens.hint());
    }

    private void openLater() {
        if (!closed && !reopenScheduled && user.wantsStream()) {
            reopenScheduled = true;
            reopening =
                    clock.schedule(backoff.after(Math.max(1, losses), pool.size()), () -> owner.execute(this::open));
        }
    }
}
