package io.mainstay.etcd.spi;

import java.time.Duration;

/** Time as everything in this library sees it: a monotonic reading and a way to be called later. */
public interface Clock {
    /** A monotonic reading in nanoseconds; only differences mean anything. */
    long nanoTime();

    /**
     * Runs a task once after a delay, on the clock's own thread. The task must be short and must not block; user code
     * never runs there.
     */
    Cancellable schedule(Duration delay, Runnable task);
}
