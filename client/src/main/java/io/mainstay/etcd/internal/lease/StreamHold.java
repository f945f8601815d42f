package io.mainstay.etcd.internal.lease;

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
import org.jspecify.annotations.Nullable;

/**
 * The hold on a keep-alive stream: opened with a pass while the keeper needs one, after a pause opened anew when it
 * broke, perhaps to another member, and let go when nobody needs it. Belongs to the keeper's serial executor.
 */
final class StreamHold {
    private final LeaseKeeper keeper;
    private final EndpointPool pool;
    private final Tokens tokens;
    private final Clock clock;
    private final Backoff backoff;
    private final Emitter emitter;
    private final Renewals renewals = new Renewals();
    private @Nullable LeaseStream stream;
    private @Nullable Pass refused;
    private Cancellable asking = Cancellable.NONE;
    private boolean opening;
    private boolean closed;
    private int losses;

    StreamHold(LeaseKeeper keeper, EndpointPool pool, Tokens tokens, Clock clock, Backoff backoff, Emitter emitter) {
        this.keeper = keeper;
        this.pool = pool;
        this.tokens = tokens;
        this.clock = clock;
        this.backoff = backoff;
        this.emitter = emitter;
    }

    /** The stream in use; null while there is none. */
    @Nullable
    LeaseStream stream() {
        return stream;
    }

    /** Sees to it that there is a stream, now or as soon as may be. */
    void ensure() {
        if (opening || !isWanted()) {
            return;
        }
        if (losses == 0) {
            open();
        } else {
            opening = true;
            clock.schedule(
                    backoff.after(losses, pool.size()),
                    () -> keeper.onOwner(() -> {
                        opening = false;
                        if (isWanted()) {
                            open();
                        }
                    }));
        }
    }

    private boolean isWanted() {
        return !closed && stream == null && keeper.needsStream();
    }

    private void open() {
        Pass pass = tokens.current();
        if (pass != null && pass != refused) {
            open(pass);
            return;
        }
        opening = true;
        asking = tokens.ask(refused, new Tokens.Waiter() {
            @Override
            public void granted(Pass pass) {
                keeper.onOwner(() -> {
                    opening = false;
                    if (isWanted()) {
                        open(pass);
                    }
                });
            }

            @Override
            public void failed(NoToken none) {
                keeper.onOwner(() -> noPass(none));
            }
        });
    }

    private void open(Pass pass) {
        LeaseStream opened = new LeaseStream(keeper, pool.current(), pass, emitter, clock.nanoTime());
        stream = opened;
        opened.open();
        keeper.opened();
    }

    private void noPass(NoToken none) {
        opening = false;
        losses++;
        keeper.noPass(ErrorMapper.map(none.why(), LeaseStream.OPERATION, none.endpoint(), false));
        ensure();
    }

    /** An answer came, so the stream and its pass are good. */
    void answered() {
        losses = 0;
        renewals.accepted();
    }

    /** The stream has ended; nothing happens when it is another than the one in use. */
    void ended(LeaseStream from, @Nullable TransportFailure failure) {
        if (from != stream) {
            return;
        }
        stream = null;
        from.wire().ended(failure);
        String endpoint = from.wire().endpoint();
        EtcdException why = failure == null ? null : ErrorMapper.map(failure, LeaseStream.OPERATION, endpoint, false);
        boolean forGood = why != null && !mayPass(why);
        if (failure != null && AuthTexts.refusesToken(failure)) {
            refused = from.wire().pass();
            forGood = !renewals.again(tokens);
            why = ErrorMapper.tokenRefused(failure, LeaseStream.OPERATION, endpoint, false, tokens.hint());
        } else {
            losses++;
            if (failure != null && !forGood) {
                pool.failed(from.wire().line(), failure);
            }
        }
        keeper.broken(why, forGood);
        ensure();
    }

    private static boolean mayPass(EtcdException why) {
        return switch (why.code()) {
            case PERMISSION_DENIED, UNIMPLEMENTED, INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> false;
            default -> true;
        };
    }

    /** It is taken for dead: ended here, as if the network had broken it. */
    void distrust(String why) {
        LeaseStream dead = stream;
        if (dead != null) {
            dead.wire().reset();
            ended(dead, TransportFailure.lost(why, null));
        }
    }

    /** Lets it go if nobody needs it. */
    void dropIfUnused() {
        LeaseStream unused = stream;
        if (unused != null && !keeper.needsStream()) {
            stream = null;
            unused.wire().cancel();
        }
    }

    /** Opens none any more; the one there is goes when the last of its users does. */
    void close() {
        closed = true;
        asking.cancel();
    }
}
