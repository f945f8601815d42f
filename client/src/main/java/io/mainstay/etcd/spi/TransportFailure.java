package io.mainstay.etcd.spi;

import io.mainstay.etcd.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt failed, as a transport saw it.
 *
 * @param code the status code
 * @param text the server's text, or the transport's when no server spoke
 * @param sent whether any part of the request may have reached a server; false only when that is certain
 * @param cause what the transport met, like a refused connection; null when the server answered
 */
public record TransportFailure(
        ErrorCode code, String text, boolean sent, @Nullable Throwable cause) {
    /** A failure that a server answered with. */
    public static TransportFailure answered(ErrorCode code, String text) {
        return new TransportFailure(code, text, true, null);
    }

    /** A failure before anything was sent. */
    public static TransportFailure notSent(ErrorCode code, String text, @Nullable Throwable cause) {
        return new TransportFailure(code, text, false, cause);
    }

    /** A failure after something may have been sent. */
    public static TransportFailure lost(String text, @Nullable Throwable cause) {
        return new TransportFailure(ErrorCode.UNAVAILABLE, text, true, cause);
    }
}
