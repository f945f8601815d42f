package io.mainstay.etcd.internal.auth;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.spi.CallContext;
import org.jspecify.annotations.Nullable;

/**
 * What a call or stream says of who calls: a token, or that there is none to say. Passes are told apart by identity, so
 * that a late refusal of an old one does no harm to a newer one.
 */
public final class Pass {
    /** Nobody, for good. */
    static final Pass NOBODY = new Pass(null);

    private final CallContext plain;
    private final CallContext requireLeader;

    Pass(@Nullable Secret token) {
        this.plain = CallContext.PLAIN.withToken(token);
        this.requireLeader = CallContext.REQUIRE_LEADER.withToken(token);
    }

    /** What goes with a call. */
    public CallContext plain() {
        return plain;
    }

    /** What goes with a stream, or a call, that a member without a leader must refuse. */
    public CallContext requireLeader() {
        return requireLeader;
    }

    @Override
    public String toString() {
        return plain.token() == null ? "Pass[nobody]" : "Pass";
    }
}
