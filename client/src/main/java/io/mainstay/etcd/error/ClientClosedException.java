package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** The client was closed before the call ended. */
public final class ClientClosedException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public ClientClosedException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
