package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.lease.LeaseLoss;
import java.time.Duration;

/** What can happen to a kept lease. {@code now} is a reading of the monotonic clock. */
sealed interface LeaseInput {
    /** Time has passed; {@code canSend} tells whether there is a stream. */
    record Tick(long now, boolean canSend) implements LeaseInput {}

    /** The server answered the renewal with what the lease has left. */
    record Answered(Duration ttl) implements LeaseInput {}

    /** The stream is gone, and with it any answer under way. */
    record StreamLost(long now) implements LeaseInput {}

    /** It cannot be kept any more. */
    record GiveUp(LeaseLoss.Reason reason) implements LeaseInput {}

    /** The user is done with it. */
    record Close() implements LeaseInput {}
}
