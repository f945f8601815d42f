package io.mainstay.etcd.internal.lease;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How one kept lease stands. All times are readings of the monotonic clock.
 *
 * <pre>
 *              Tick at renewAt            Turn
 *  Resting --------------------> Waiting -----------> Renewing
 *     ^                             ^                  |    |
 *     |                             +---- StreamLost --+    |
 *     +----------------------- Answered --------------------+
 *
 *  any of them: Tick at expiresAt, Answered with nothing left, GiveUp or Close ---> Over
 * </pre>
 *
 * <p>A lease that waits or renews may be late; then its user has been told that it is at risk.
 */
sealed interface LeaseState {
    /** The longest life that is counted, 73 years, so that differences of times never overflow. */
    long LONGEST_NANOS = Long.MAX_VALUE / 4;

    /**
     * Nothing is under way.
     *
     * @param ttl how long a renewal brings
     * @param expiresAt when it must be taken for lost
     * @param renewAt when to renew it
     */
    record Resting(Duration ttl, long expiresAt, long renewAt) implements LeaseState {}

    /**
     * It is time to renew it, and it waits for its turn: for a stream, or for those before it.
     *
     * @param ttl how long a renewal brings
     * @param expiresAt when it must be taken for lost
     * @param lateAt from when on the wait counts as late
     * @param late whether the user knows it to be at risk
     */
    record Waiting(Duration ttl, long expiresAt, long lateAt, boolean late) implements LeaseState {}

    /**
     * A renewal is under way.
     *
     * @param ttl how long a renewal brings
     * @param expiresAt when it must be taken for lost
     * @param sentAt when the renewal was sent
     * @param overdueAt when the answer counts as overdue
     * @param late whether the user knows it to be at risk
     */
    record Renewing(Duration ttl, long expiresAt, long sentAt, long overdueAt, boolean late) implements LeaseState {}

    /** No longer kept. */
    record Over() implements LeaseState {}

    /**
     * A lease granted or renewed by a request sent at {@code sentAt}. The next renewal falls into the second sixth of
     * its life: leases that were granted together are not renewed together.
     *
     * @param spread where in that sixth, from 0 to 1
     */
    static Resting renewed(Duration ttl, long sentAt, double spread) {
        long nanos = nanos(ttl);
        long sixth = nanos / 6;
        return new Resting(ttl, sentAt + nanos, sentAt + sixth + (long) (sixth * spread));
    }

    /** A time to live as the clock counts. */
    static long nanos(Duration ttl) {
        return Math.min(LONGEST_NANOS, TimeUnit.NANOSECONDS.convert(ttl));
    }
}
