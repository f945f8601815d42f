package io.mainstay.etcd.spi;

/** Something under way that can be stopped. */
@FunctionalInterface
public interface Cancellable {
    /** Nothing to stop. */
    Cancellable NONE = () -> {};

    /** Stops it if it is not over; doing so twice is the same as once. Does not block. */
    void cancel();
}
