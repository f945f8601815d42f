package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** A snapshot did not come whole, or could not be written; no file was made or replaced. */
public final class SnapshotException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public SnapshotException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
