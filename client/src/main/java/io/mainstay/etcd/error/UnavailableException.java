package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** No member could be reached, or the one asked could not answer. The cause is the last connection failure. */
public final class UnavailableException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public UnavailableException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
