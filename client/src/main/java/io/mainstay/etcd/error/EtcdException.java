package io.mainstay.etcd.error;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The root of every failure of a call to etcd. It is unchecked; its subtypes are what a program may want to catch.
 *
 * <p>The message says what failed, where, and what to do about it, and never shows a key's value or a secret. Failures
 * of earlier attempts of the same call hang on it as suppressed exceptions.
 */
public class EtcdException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Failure failure;

    /** A failure with its facts, its message, and the cause where there is one. */
    public EtcdException(Failure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    /** The status code, as on the wire. */
    public ErrorCode code() {
        return failure.code();
    }

    /** etcd's own text, like {@code etcdserver: key is not provided}; for failures of the client, its text. */
    public String etcdMessage() {
        return failure.text();
    }

    /** Whether the same call may succeed later without any other change. */
    public boolean retryable() {
        return failure.retryable();
    }

    /** Whether a write may have been applied although the call failed. False means: it surely was not. */
    public boolean maybeApplied() {
        return failure.maybeApplied();
    }

    /** The endpoint that was asked last, or empty when the call never got that far. */
    public String endpoint() {
        return failure.endpoint();
    }

    /** The name of the call, like {@code KV/Put}, or empty. */
    public String operation() {
        return failure.operation();
    }

    /**
     * The facts of a failure.
     *
     * @param code the status code
     * @param text etcd's own text
     * @param operation the name of the call, or empty
     * @param endpoint the endpoint asked last, or empty
     * @param retryable whether the same call may succeed later
     * @param maybeApplied whether a write may have been applied
     */
    public record Failure(
            ErrorCode code, String text, String operation, String endpoint, boolean retryable, boolean maybeApplied)
            implements Serializable {}
}
