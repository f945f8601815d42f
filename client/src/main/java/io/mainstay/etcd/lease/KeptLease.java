package io.mainstay.etcd.lease;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A lease that the client keeps alive.
 *
 * <p>It is renewed when between a sixth and a third of its life is over, at a moment drawn by chance, so that leases
 * which were granted together are not renewed together. All leases of a client share one stream, on which a bounded
 * number of renewals is under way, those with the least life left first. The client counts a lease's life, as the
 * server granted it, on a monotonic clock from the moment the last <em>answered</em> renewal was sent, so it takes a
 * lease for lost no later than the server does, whatever the wall clock does.
 */
public interface KeptLease extends AutoCloseable {
    /** The lease's id, for {@code put("k", "v", o -> o.lease(id))}. */
    long id();

    /** How long it lives without a renewal, as the server granted it: at least what was asked for. */
    Duration ttl();

    /** How it stands now. */
    State state();

    /** How it stands now, and why. */
    LeaseStatus status();

    /**
     * Has a listener told how the lease stands now, and from now on each change, the end included. Costs nothing on the
     * wire. A listener stays for as long as the lease is kept.
     */
    void onState(LeaseListener listener);

    /**
     * Completes when the lease is lost, on the client's executor. It never completes for a lease that was closed or
     * revoked here.
     */
    CompletableFuture<LeaseLoss> lost();

    /** Stops renewing; the lease then ends by itself. Closing twice is the same as once. Does not block. */
    @Override
    void close();

    /**
     * Stops renewing and revokes the lease, so that its keys are deleted at once. Completes when the server has done
     * so.
     */
    CompletableFuture<LeaseRevokeResult> revoke();

    /** How a kept lease stands. */
    enum State {
        /** Renewed in time. */
        ACTIVE,
        /**
         * A renewal is late, or there is no connection to send it on; the lease is still alive for what remains of its
         * time.
         */
        AT_RISK,
        /** Gone: see {@link #lost()}. Final. */
        LOST,
        /** No longer kept by this client. Final. */
        CLOSED
    }
}
