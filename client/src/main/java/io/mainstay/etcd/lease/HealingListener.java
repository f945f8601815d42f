package io.mainstay.etcd.lease;

/**
 * Hears what happens to a {@link HealingLease}.
 *
 * <p>Called on the client's executor, one call at a time and in order. It may block: the lease is kept and healed all
 * the same. An exception is reported as an event and does no harm.
 */
@FunctionalInterface
public interface HealingListener {
    /** Something has happened. */
    void onEvent(HealingEvent event);
}
