package io.mainstay.etcd.lease;

import java.util.Optional;

/**
 * How a kept lease stands, and why.
 *
 * @param leaseId the lease
 * @param state how it stands
 * @param loss how it was lost; there when and only when the state is {@link KeptLease.State#LOST}
 * @param why for people: what the server or the network last said, when the lease is at risk or lost; may be empty
 */
public record LeaseStatus(long leaseId, KeptLease.State state, Optional<LeaseLoss> loss, String why) {
    /** A lease that is not lost. */
    public static LeaseStatus of(long leaseId, KeptLease.State state, String why) {
        return new LeaseStatus(leaseId, state, Optional.empty(), why);
    }

    /** A lease that is lost. */
    public static LeaseStatus lost(LeaseLoss loss, String why) {
        return new LeaseStatus(loss.id(), KeptLease.State.LOST, Optional.of(loss), why);
    }
}
