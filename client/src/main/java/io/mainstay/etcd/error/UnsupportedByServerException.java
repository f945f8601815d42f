package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** The server does not know this call: it is older than the feature. */
public final class UnsupportedByServerException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public UnsupportedByServerException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
