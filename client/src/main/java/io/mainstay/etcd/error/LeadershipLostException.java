package io.mainstay.etcd.error;

import org.jspecify.annotations.Nullable;

/** A leadership is held no longer: it was resigned, or its lease ended. */
public final class LeadershipLostException extends EtcdException {
    private static final long serialVersionUID = 1L;

    /** A failure with its facts, its message, and the cause where there is one. */
    public LeadershipLostException(Failure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }
}
