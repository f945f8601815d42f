package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** The revision asked for does not exist yet. */
public final class FutureRevisionException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public FutureRevisionException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
