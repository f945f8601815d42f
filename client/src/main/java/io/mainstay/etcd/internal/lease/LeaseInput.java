package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.lease.LeaseLoss;
import java.time.Duration;

/** What can happen to a kept lease. {@code now} is a reading of the monotonic clock. */
sealed interface LeaseInput {
    /**
     * Time has passed.
     *
     * @param stream whether there is a stream
     * @param heardAt when anything was last heard on it; any time that has passed when there is none
     */
    record Tick(long now, boolean stream, long heardAt) implements LeaseInput {}

    /** Its renewal may be sent. */
    record Turn(long now) implements LeaseInput {}

    /**
     * The server answered the renewal with what the lease has left.
     *
     * @param spread where in its span the next renewal falls, from 0 to 1: drawn by chance
     */
    record Answered(long now, Duration ttl, double spread) implements LeaseInput {}

    /** The stream is gone, and with it any answer under way. */
    record StreamLost(long now) implements LeaseInput {}

    /** It cannot be kept any more. */
    record GiveUp(LeaseLoss.Reason reason) implements LeaseInput {}

    /** The user is done with it. */
    record Close() implements LeaseInput {}
}
