package io.mainstay.etcd.embedded.internal.procedure;

import java.time.Duration;

/**
 * What a door lets through.
 *
 * @param maxMessageBytes the largest message from a client; etcd's is its largest request and 512 KiB more
 * @param maxTxnOps the most operations of a transaction; only for what a door has to refuse by itself
 * @param oldErrors whether the JSON gateway tells failures as it did up to etcd 3.5
 * @param patience how long something over HTTP/1.1 that has begun to arrive may stand still
 */
public record DoorLimits(int maxMessageBytes, int maxTxnOps, boolean oldErrors, Duration patience) {
    /** Those of an etcd without any flag. */
    public static final DoorLimits DEFAULT = new DoorLimits(1_572_864 + 512 * 1024, 128);

    /** With a minute of patience, and the newer errors. */
    public DoorLimits(int maxMessageBytes, int maxTxnOps) {
        this(maxMessageBytes, maxTxnOps, false);
    }

    /** With a minute of patience. */
    public DoorLimits(int maxMessageBytes, int maxTxnOps, boolean oldErrors) {
        this(maxMessageBytes, maxTxnOps, oldErrors, Duration.ofMinutes(1));
    }
}
