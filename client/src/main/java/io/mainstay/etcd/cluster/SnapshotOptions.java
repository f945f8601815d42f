package io.mainstay.etcd.cluster;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a snapshot is taken.
 *
 * @param timeout how long it may take in all; default: 1 hour
 * @param progress told after each piece that was written, on the thread that writes; what it throws ends the snapshot;
 *     default: nobody
 */
public record SnapshotOptions(Duration timeout, Consumer<SnapshotProgress> progress) {
    /** What is used when nothing is said. */
    public static final SnapshotOptions DEFAULT = new SnapshotOptions(Duration.ofHours(1), progress -> {});

    public SnapshotOptions {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("the timeout of a snapshot must be positive: " + timeout);
        }
    }

    /** The same with another timeout. */
    public SnapshotOptions timeout(Duration atMost) {
        return new SnapshotOptions(atMost, progress);
    }

    /** The same with somebody who is told how far it is. */
    public SnapshotOptions progress(Consumer<SnapshotProgress> listener) {
        return new SnapshotOptions(timeout, listener);
    }
}
