package io.mainstay.bench;

/** A benchmark could not be run, or what it gave cannot be true. The message is for the user. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message for the user. */
    public BenchException(String message) {
        super(message);
    }

    /** With a message for the user, and why. */
    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
