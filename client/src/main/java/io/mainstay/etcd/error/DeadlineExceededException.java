package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** The call did not end in time. The cause is the last failure seen while trying, where there was one. */
public final class DeadlineExceededException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public DeadlineExceededException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
