package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** The user may not do this. */
public final class PermissionDeniedException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public PermissionDeniedException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
