package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseLoss;

/** What is to be done for a kept lease. */
sealed interface LeaseEffect {
    /** Send a renewal. */
    record Send() implements LeaseEffect {}

    /** The answer is so late that the stream must be taken for dead: end it and open another. */
    record DistrustStream() implements LeaseEffect {}

    /** Show the user how the lease stands. */
    record Show(KeptLease.State state) implements LeaseEffect {}

    /** The lease is lost. */
    record Lost(LeaseLoss.Reason reason) implements LeaseEffect {}

    /** The user has closed it. */
    record Closed() implements LeaseEffect {}
}
