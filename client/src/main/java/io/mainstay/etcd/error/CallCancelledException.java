package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** The call was cancelled, or its thread interrupted, before it ended. */
public final class CallCancelledException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public CallCancelledException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
