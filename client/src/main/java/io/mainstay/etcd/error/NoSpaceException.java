package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/**
 * The database has reached its quota; only reads, deletes and compaction work until space is made and the alarm is
 * disarmed.
 */
public final class NoSpaceException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public NoSpaceException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
