package io.mainstay.etcd.spi;

import io.mainstay.etcd.auth.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a call besides its request.
 *
 * @param requireLeader whether a member without a leader must refuse the call instead of waiting for one
 * @param token the token that says who calls, or null for nobody
 * @param certificateName the common name of the certificate with which the caller's connection came to a server, or
 *     null for none. Only the door of a server knows it; a transport of a client passes it over, for its own
 *     certificate says it
 */
public record CallContext(
        boolean requireLeader,
        @Nullable Secret token,
        @Nullable String certificateName) {
    /** Nothing special. */
    public static final CallContext PLAIN = new CallContext(false, null, null);

    /** The call is refused, and a stream cut, while the member has no leader. */
    public static final CallContext REQUIRE_LEADER = new CallContext(true, null, null);

    /** The same, called by whom the token says. */
    public CallContext withToken(@Nullable Secret token) {
        return new CallContext(requireLeader, token, certificateName);
    }

    /** The same, come over a connection with this certificate. */
    public CallContext withCertificateName(@Nullable String name) {
        return new CallContext(requireLeader, token, name);
    }
}
