package io.mainstay.etcd.embedded.internal.metrics;

import java.util.function.LongSupplier;

/**
 * Says how long something took, by a server's clock.
 *
 * @param nanoTime that clock
 */
public record Stopwatch(LongSupplier nanoTime) {
    private static final double NANOS = 1e9;

    /** Now; for {@link #since}. */
    public long now() {
        return nanoTime.getAsLong();
    }

    /** How many seconds have passed since then. */
    double since(long begun) {
        return (now() - begun) / NANOS;
    }
}
