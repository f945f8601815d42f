package io.mainstay.etcd.lease;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What has happened to a {@link HealingLease}. */
public sealed interface HealingEvent {
    /**
     * The lease's renewal is late; its keys are still there.
     *
     * @param leaseId the lease
     * @param why what the server or the network last said
     */
    record AtRisk(long leaseId, String why) implements HealingEvent {}

    /**
     * The lease that was at risk has been renewed.
     *
     * @param leaseId the lease
     */
    record Recovered(long leaseId) implements HealingEvent {}

    /**
     * The lease is lost, and with it its keys; another is asked for now.
     *
     * @param loss which and how
     * @param why what the server or the network last said; may be empty
     */
    record Lost(LeaseLoss loss, String why) implements HealingEvent {}

    /**
     * No lease could be had; it is tried again.
     *
     * @param why what went wrong
     * @param retryIn when it is tried again
     */
    record HealFailed(EtcdException why, Duration retryIn) implements HealingEvent {}

    /**
     * There is a new lease, and what could be put again has been.
     *
     * @param leaseId its id
     * @param generation how many leases there have been
     * @param held how many keys are there
     * @param missing the keys that are not, because they are somebody else's or could not be put
     */
    record Healed(long leaseId, int generation, int held, List<Bytes> missing) implements HealingEvent {}

    /**
     * A key is somebody else's now, and left alone.
     *
     * @param key the key
     * @param modRevision when they put it
     */
    record KeyTaken(Bytes key, long modRevision) implements HealingEvent {}

    /**
     * A key that somebody had deleted, altered or taken is there again.
     *
     * @param key the key
     */
    record KeyRestored(Bytes key) implements HealingEvent {}

    /**
     * A key could not be put again; it is tried again.
     *
     * @param key the key
     * @param why what went wrong
     * @param retryIn when it is tried again
     */
    record KeyFailed(Bytes key, EtcdException why, Duration retryIn) implements HealingEvent {}

    /**
     * A key can no longer be watched, so its deletion goes unnoticed until the lease is healed the next time.
     *
     * @param key the key
     * @param why what went wrong
     */
    record KeyUnwatched(Bytes key, EtcdException why) implements HealingEvent {}

    /**
     * It is over.
     *
     * @param failure why the lease could not be revoked, so that its keys stay until its time is over; empty when it
     *     was revoked
     */
    record Closed(Optional<EtcdException> failure) implements HealingEvent {}
}
