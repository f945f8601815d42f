package io.mainstay.etcd.internal.auth;

import io.mainstay.etcd.spi.TransportFailure;

/**
 * Why there is no token. To whoever wanted one it is the failure of a call that was never sent.
 *
 * @param why what went wrong
 * @param endpoint who was asked for it, or empty
 */
public record NoToken(TransportFailure why, String endpoint) {
    /** Keeps that nothing of the waiting call was sent. */
    public NoToken {
        why = new TransportFailure(why.code(), why.text(), false, why.cause());
    }
}
