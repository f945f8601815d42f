package io.mainstay.etcd.lease;

import io.mainstay.etcd.kv.Bytes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A lease that is kept alive, and granted anew when it is lost all the same; the keys put here are then put again, each
 * with its last value.
 *
 * <p>It is lost when someone revokes it, when no renewal gets through for all of its life, or when the server has lost
 * its data. A new lease has a new id and a higher {@link #generation()}. Each put is guarded by the revision at which
 * the key is expected to stand, so a key that somebody else has put meanwhile is left alone and told, unless {@link
 * HealingOptions#overwrite()} was asked for. Keys are watched, unless {@link HealingOptions#unwatched()} was: one that
 * somebody deletes is put again, and one that somebody else has put is put again when theirs is gone.
 *
 * <p>Between the loss and the healing the keys are not there, and others may act on that: a lock or a leadership must
 * not be built on this. Safe for use by many threads.
 */
public interface HealingLease extends AutoCloseable {
    /** The id of the lease now; 0 while there is none. */
    long id();

    /** How many leases it has had; at least 1. */
    int generation();

    /** How long a lease lives without a renewal, as the server granted it. */
    Duration ttl();

    /** How it stands now. */
    State state();

    /** How each key stands now. */
    Map<Bytes, KeyStanding> keys();

    /**
     * Puts a key under the lease, or gives it a new value. Costs a transaction; one more for each time somebody else
     * has changed the key.
     *
     * @return completes on the client's executor when the server has the value, however long that takes: while the lease
     *     is being healed, the put waits. It fails with {@link io.mainstay.etcd.error.ConflictException} when the key is
     *     somebody else's, and typed when the server refuses the value for good. A key that was never put is then
     *     forgotten; one that was keeps its last value, apart from a conflict, after which the new value waits for the
     *     key to become free.
     */
    CompletableFuture<Void> put(Bytes key, Bytes value);

    /** Puts a key under the lease, or gives it a new value, as UTF-8. */
    default CompletableFuture<Void> put(String key, String value) {
        return put(Bytes.utf8(key), Bytes.utf8(value));
    }

    /**
     * Ends it and revokes the lease, so that its keys are deleted at once. Does not block.
     *
     * @return completes when the server has revoked it; fails typed when it could not be told within {@link
     *     HealingOptions#closeTimeout()}: then the keys go when the lease's time is over
     */
    CompletableFuture<Void> revoke();

    /**
     * Ends it like {@link #revoke()}, and waits for that, for {@link HealingOptions#closeTimeout()} at the most. A
     * failure is told to the listener, not thrown. Closing twice is the same as once.
     */
    @Override
    void close();

    /** How a healing lease stands. */
    enum State {
        /** There is a lease, renewed in time. */
        ACTIVE,
        /** There is a lease, but its renewal is late. */
        AT_RISK,
        /** The lease is lost, and another is being asked for. */
        HEALING,
        /** Closed here, or by its client. Final. */
        CLOSED
    }

    /** How a key of a healing lease stands. */
    enum KeyStanding {
        /** It is to be put, or put again. */
        PENDING,
        /** It is there, under the lease, with its last value. */
        HELD,
        /** Somebody else's is there; it is left alone until it is gone, or the lease is healed the next time. */
        TAKEN
    }
}
