package io.mainstay.etcd.kv;

import java.util.function.Consumer;

/**
 * How many keys are written or deleted at once. Immutable; each option method returns a changed copy.
 *
 * @param isChunked whether what exceeds the limits is split into several transactions; by default it is refused
 * @param maxOps the most operations of one transaction; 128 by default, as etcd's own {@code --max-txn-ops}
 * @param maxBytes the most bytes of one transaction; 1.5 MiB by default, as etcd's own {@code --max-request-bytes}
 * @param inFlight the most transactions under way at a time; 4 by default
 * @param progress hears of each transaction of a chunked run; by default nobody does
 */
public record BulkOptions(boolean isChunked, int maxOps, int maxBytes, int inFlight, Consumer<BulkProgress> progress) {
    /** All or nothing, within etcd's own limits. */
    public static final BulkOptions DEFAULT = new BulkOptions(false, 128, 3 << 19, 4, progress -> {});

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is not positive
     */
    public BulkOptions {
        positive("maxOps", maxOps);
        positive("maxBytes", maxBytes);
        positive("inFlight", inFlight);
    }

    private static void positive(String name, int number) {
        if (number <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + number);
        }
    }

    /** Splits what exceeds the limits; then the whole is no longer atomic, but each transaction is. */
    public BulkOptions chunked() {
        return new BulkOptions(true, maxOps, maxBytes, inFlight, progress);
    }

    /** The most operations of one transaction; raise it with the server's {@code --max-txn-ops}. */
    public BulkOptions maxOps(int most) {
        return new BulkOptions(isChunked, most, maxBytes, inFlight, progress);
    }

    /** The most bytes of one transaction; raise it with the server's {@code --max-request-bytes}. */
    public BulkOptions maxBytes(int most) {
        return new BulkOptions(isChunked, maxOps, most, inFlight, progress);
    }

    /** The most transactions under way at a time. */
    public BulkOptions inFlight(int most) {
        return new BulkOptions(isChunked, maxOps, maxBytes, most, progress);
    }

    /**
     * Hears of each transaction of a chunked run, on the client's executor, one call at a time. A slow listener delays
     * the result, not the run; what it throws is reported as an event.
     */
    public BulkOptions onProgress(Consumer<BulkProgress> listener) {
        return new BulkOptions(isChunked, maxOps, maxBytes, inFlight, listener);
    }
}
