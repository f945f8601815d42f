package io.mainstay.etcd.spi;

/**
 * What goes with a call besides its request.
 *
 * @param requireLeader whether a member without a leader must refuse the call instead of waiting for one
 */
public record CallContext(boolean requireLeader) {
    /** Nothing special. */
    public static final CallContext PLAIN = new CallContext(false);

    /** The call is refused, and a stream cut, while the member has no leader. */
    public static final CallContext REQUIRE_LEADER = new CallContext(true);
}
