package io.mainstay.etcd.testkit;

/** A real etcd of a test could not be found, started, reached or ended; the message holds its last words. */
public final class RealEtcdException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RealEtcdException(String message) {
        super(message);
    }

    RealEtcdException(String message, Throwable cause) {
        super(message, cause);
    }
}
