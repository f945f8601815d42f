package io.mainstay.etcd.lease;

/**
 * Hears how a kept lease stands.
 *
 * <p>Called on the client's executor, one call at a time and in order. It may block: the lease is kept all the same. An
 * exception is reported as an event and does no harm.
 */
@FunctionalInterface
public interface LeaseListener {
    /** The lease stands like this now. */
    void onState(LeaseStatus status);
}
