package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** The server refused the request as wrong in itself; sending it again will not help. */
public final class InvalidRequestException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public InvalidRequestException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
