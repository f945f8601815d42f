package io.mainstay.etcd.embedded.internal.auth;

import io.mainstay.etcd.embedded.internal.refusal.Refused;

/**
 * Says who calls, when that matters: etcd looks at the shape of most requests before it looks at their token, or where
 * there is none, at the certificate of their connection.
 */
@FunctionalInterface
public interface Asker {
    /** The server itself. */
    Asker SERVER = () -> Caller.SERVER;

    /**
     * Who calls.
     *
     * @throws Refused when the token is none, or its time is over
     */
    Caller caller();
}
