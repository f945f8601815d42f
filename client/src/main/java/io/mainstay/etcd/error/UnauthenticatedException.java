package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** The credentials are missing, wrong or out of date. */
public final class UnauthenticatedException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public UnauthenticatedException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
