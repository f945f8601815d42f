package io.mainstay.bench;

/** A benchmark could not be run, or what it gave cannot be true. The message is for the user. */
final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
