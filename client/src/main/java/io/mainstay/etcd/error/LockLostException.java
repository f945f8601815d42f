package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** A lock is held no longer: its lease ended, or somebody deleted its key. */
public final class LockLostException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public LockLostException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
