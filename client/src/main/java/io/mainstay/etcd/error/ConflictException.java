package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** Others changed the same keys again and again while an operation tried to change them; nothing was applied. */
public final class ConflictException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public ConflictException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
