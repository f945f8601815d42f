package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** The lease does not exist: it has expired, was revoked, or never was. */
public final class LeaseNotFoundException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public LeaseNotFoundException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
