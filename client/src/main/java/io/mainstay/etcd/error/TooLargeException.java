package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** The request is larger than the server takes: too many bytes, or too many operations in a transaction. */
public final class TooLargeException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public TooLargeException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
