package io.mainstay.etcd.internal.lease;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How one kept lease stands. All times are readings of the monotonic clock.
 *
 * <pre>
 *              Tick at renewAt             Tick, answer late
 *  Resting --------------------> Renewing -------------------> Renewing (late)
 *    ^  ^                         |   |                            |
 *    |  +------- Answered --------+   | StreamLost                 | Answered: Resting again
 *    +------- (renewAt = now) --------+
 *
 *  any of them: Tick at expiresAt, Answered with nothing left, Refuse or Close ---> Over
 * </pre>
 */
sealed interface LeaseState {
    /**
     * Nothing is under way.
     *
     * @param ttl how long a renewal brings
     * @param expiresAt when it must be taken for lost
     * @param renewAt when to renew it
     * @param late whether a renewal is overdue
     */
    record Resting(Duration ttl, long expiresAt, long renewAt, boolean late) implements LeaseState {}

    /**
     * A renewal is under way.
     *
     * @param ttl how long a renewal brings
     * @param expiresAt when it must be taken for lost
     * @param sentAt when the renewal was sent
     * @param late whether this answer is overdue, or an earlier renewal was
     */
    record Renewing(Duration ttl, long expiresAt, long sentAt, boolean late) implements LeaseState {}

    /** No longer kept. */
    record Over() implements LeaseState {}

    /** A lease granted or renewed by a request sent at {@code sentAt}. */
    static Resting renewed(Duration ttl, long sentAt) {
        long nanos = TimeUnit.NANOSECONDS.convert(ttl); // 292 years at the most
        return new Resting(ttl, sentAt + nanos, sentAt + nanos / 3, false);
    }
}
