package io.mainstay.etcd.stream;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Sink} writes. Immutable; each option method returns a changed copy.
 *
 * @param leaseTtl how long the keys outlive a sink that dies; null (the default) for keys that stay
 * @param overwrites whether a put may change a key that exists; by default it may
 * @param isAtomic whether each burst is a transaction of its own, or else refused; by default bursts may share one
 * @param limits how much at a time
 * @param patience how long a transaction is tried while etcd cannot be reached; 30 s by default
 * @param closeTimeout how long {@link Sink#close()} may take; 10 s by default
 */
public record SinkOptions(
        @Nullable Duration leaseTtl,
        boolean overwrites,
        boolean isAtomic,
        Limits limits,
        Duration patience,
        Duration closeTimeout) {
    /** Keys that stay, overwritten, in shared transactions, one at a time. */
    public static final SinkOptions DEFAULT =
            new SinkOptions(null, true, false, Limits.DEFAULT, Duration.ofSeconds(30), Duration.ofSeconds(10));

    /**
     * Checks the durations.
     *
     * @throws IllegalArgumentException when one is negative, or the time to live or the close timeout is zero
     */
    public SinkOptions {
        if (leaseTtl != null) {
            positive("lease", leaseTtl);
        }
        positive("closeTimeout", closeTimeout);
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative: " + patience);
        }
    }

    /**
     * How much a sink does at a time.
     *
     * @param maxOps the most changes of one transaction; 128 by default, as etcd's own {@code --max-txn-ops}
     * @param maxBytes the most bytes of one transaction; 1.5 MiB by default, as etcd's own {@code --max-request-bytes}
     * @param inFlight the most transactions under way at a time; 1 by default, see {@link Sink} on order
     * @param queue the most bursts that wait or are under way; 256 by default
     */
    public record Limits(int maxOps, int maxBytes, int inFlight, int queue) {
        /** Etcd's own limits, one transaction at a time. */
        public static final Limits DEFAULT = new Limits(128, 3 << 19, 1, 256);

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException when one is not positive
         */
        public Limits {
            positive("maxOps", maxOps);
            positive("maxBytes", maxBytes);
            positive("inFlight", inFlight);
            positive("queue", queue);
        }

        private static void positive(String name, int number) {
            if (number <= 0) {
                throw new IllegalArgumentException(name + " must be positive: " + number);
            }
        }
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + duration);
        }
    }

    /** How long the keys outlive a sink that dies; empty for keys that stay. */
    public Optional<Duration> lease() {
        return Optional.ofNullable(leaseTtl);
    }

    /**
     * Hangs all keys on one lease of the sink, granted with its first write and revoked when it ends. Etcd counts whole
     * seconds, so a fraction is rounded up, and raises what is below its minimum (2 s by default): {@link Sink#lease()}
     * tells what was granted.
     */
    public SinkOptions lease(Duration ttl) {
        return new SinkOptions(ttl, overwrites, isAtomic, limits, patience, closeTimeout);
    }

    /** Whether a put may change a key that exists; if not, such a key ends the sink, named by the failure. */
    public SinkOptions force(boolean overwrite) {
        return new SinkOptions(leaseTtl, overwrite, isAtomic, limits, patience, closeTimeout);
    }

    /** Makes each burst a transaction of its own, with a revision of its own; one that cannot be ends the sink. */
    public SinkOptions atomic() {
        return new SinkOptions(leaseTtl, overwrites, true, limits, patience, closeTimeout);
    }

    /** The most changes of one transaction; raise it with the server's {@code --max-txn-ops}. */
    public SinkOptions maxOps(int most) {
        return with(new Limits(most, limits.maxBytes(), limits.inFlight(), limits.queue()));
    }

    /** The most bytes of one transaction; raise it with the server's {@code --max-request-bytes}. */
    public SinkOptions maxBytes(int most) {
        return with(new Limits(limits.maxOps(), most, limits.inFlight(), limits.queue()));
    }

    /** The most transactions under way at a time; with more than one, only the changes of each key are in order. */
    public SinkOptions inFlight(int most) {
        return with(new Limits(limits.maxOps(), limits.maxBytes(), most, limits.queue()));
    }

    /** The most bursts that wait or are under way. */
    public SinkOptions queue(int bursts) {
        return with(new Limits(limits.maxOps(), limits.maxBytes(), limits.inFlight(), bursts));
    }

    /** How long a transaction is tried while etcd cannot be reached; zero ends the sink at the first failed call. */
    public SinkOptions patience(Duration atMost) {
        return new SinkOptions(leaseTtl, overwrites, isAtomic, limits, atMost, closeTimeout);
    }

    /** How long {@link Sink#close()} may take, with all that is to be written until then. */
    public SinkOptions closeTimeout(Duration atMost) {
        return new SinkOptions(leaseTtl, overwrites, isAtomic, limits, patience, atMost);
    }

    private SinkOptions with(Limits changed) {
        return new SinkOptions(leaseTtl, overwrites, isAtomic, changed, patience, closeTimeout);
    }
}
