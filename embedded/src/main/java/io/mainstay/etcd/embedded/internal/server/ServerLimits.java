package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.procedure.DoorLimits;
import java.time.Duration;

/**
 * What a server allows, and as which version.
 *
 * @param maxTxnOps the most comparisons, and operations in a branch, of a transaction
 * @param maxRequestBytes the largest write, as an entry of the raft log
 * @param quotaBytes how large the stored data may become
 * @param minLeaseTtl the shortest life of a lease, in seconds
 * @param progressInterval how often a quiet watch that asked for it is told of progress
 * @param compat as which version it behaves
 * @param leaseCheckpoints whether it is recorded what leases have left
 */
public record ServerLimits(
        int maxTxnOps,
        int maxRequestBytes,
        long quotaBytes,
        long minLeaseTtl,
        Duration progressInterval,
        Compat compat,
        boolean leaseCheckpoints) {
    /** By how much the largest message may be larger than the largest write. */
    private static final int GRPC_OVERHEAD = 512 * 1024;

    /** What of this the doors have to know. */
    public DoorLimits atTheDoor() {
        return new DoorLimits(maxMessageBytes(), maxTxnOps, !compat.isAtLeast(Compat.V3_6));
    }

    /** The largest message that is taken at all, and the size from which on a watch's message is cut. */
    public int maxMessageBytes() {
        return maxRequestBytes + GRPC_OVERHEAD;
    }
}
