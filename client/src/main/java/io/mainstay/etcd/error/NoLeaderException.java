package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** The cluster has no leader at the moment, or has just changed it. */
public final class NoLeaderException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public NoLeaderException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
