package io.mainstay.etcd.spi;

import io.mainstay.etcd.auth.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a call besides its request.
 *
 * @param requireLeader whether a member without a leader must refuse the call instead of waiting for one
 * @param token the token that says who calls, or null for nobody
 */
public record CallContext(boolean requireLeader, @Nullable Secret token) {
    /** Nothing special. */
    public static final CallContext PLAIN = new CallContext(false, null);

    /** The call is refused, and a stream cut, while the member has no leader. */
    public static final CallContext REQUIRE_LEADER = new CallContext(true, null);

    /** The same, called by whom the token says. */
    public CallContext withToken(@Nullable Secret token) {
        return new CallContext(requireLeader, token);
    }
}
