package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/**
 * What the call depended on was changed by others each time it was tried; nothing was applied. The same call may
 * succeed later.
 */
public final class ConflictException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public ConflictException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
