package io.mainstay.etcd.embedded.internal.procedure;

/**
 * What a door lets through.
 *
 * @param maxMessageBytes the largest message from a client; etcd's is its largest request and 512 KiB more
 * @param maxTxnOps the most operations of a transaction; only for what a door has to refuse by itself
 */
public record DoorLimits(int maxMessageBytes, int maxTxnOps) {
    /** Those of an etcd without any flag. */
    public static final DoorLimits DEFAULT = new DoorLimits(1_572_864 + 512 * 1024, 128);
}
