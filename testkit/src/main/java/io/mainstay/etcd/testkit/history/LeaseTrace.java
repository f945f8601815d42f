package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.lease.KeptLease;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client said of a lease that it kept, and what became of the lease. All times are readings of one monotonic
 * clock, in nanoseconds.
 *
 * @param name what findings call it
 * @param ttl how long it lives without a renewal
 * @param told what the client said, in order
 * @param ended how the server ended it, or null when it did not, as far as is known
 * @param lives how long each answer of the server let it live, in order; empty when nobody listened in
 * @param until up to when this is recorded
 */
public record LeaseTrace(
        String name,
        Duration ttl,
        List<Told> told,
        @Nullable ServerEnd ended,
        List<Life> lives,
        long until) {
    /** Copies what was told. */
    public LeaseTrace {
        told = List.copyOf(told);
        lives = List.copyOf(lives);
    }

    /**
     * What a client said.
     *
     * @param at when
     * @param state what
     */
    public record Told(long at, KeptLease.State state) {
        /** Whether the client says that the lease is there. */
        public boolean isKept() {
            return state == KeptLease.State.ACTIVE || state == KeptLease.State.AT_RISK;
        }
    }

    /**
     * An answer to a client's request to grant or to renew a lease.
     *
     * @param at when it came
     * @param until until when it lets the client believe in the lease: its time to live, counted from when the request
     *     was sent
     */
    public record Life(long at, long until) {}

    /**
     * The end of a lease on the server.
     *
     * @param at when it was seen to have ended; it may have happened earlier, not later
     * @param expired whether it ended because no renewal came, and not because somebody revoked it
     */
    public record ServerEnd(long at, boolean expired) {}
}
