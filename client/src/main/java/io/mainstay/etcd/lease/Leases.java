package io.mainstay.etcd.lease;

import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.kv.Bytes;
import java.time.Duration;
import java.util.List;

/**
 * Leases, with calls that wait for the answer, as {@link io.mainstay.etcd.kv.Kv} does for keys.
 *
 * <p>A lease is a promise with an end: keys hung on it are deleted when nobody keeps it alive. Safe for use by many
 * threads.
 */
public interface Leases {
    /** The same operations with futures. */
    AsyncLeases async();

    /** Grants a lease with an id that the client chooses at random, so that a repeated request cannot make two. */
    LeaseGrantResult grant(Duration ttl);

    /** Grants a lease with this id, which must not be in use; 0 means a random one. */
    LeaseGrantResult grant(Duration ttl, long id);

    /**
     * Ends a lease and deletes its keys.
     *
     * @throws LeaseNotFoundException when there is no such lease
     */
    LeaseRevokeResult revoke(long id);

    /** What the server knows of a lease; a missing one is not an error, see {@link LeaseTimeToLiveResult#exists()}. */
    LeaseTimeToLiveResult timeToLive(long id);

    /** Like {@link #timeToLive(long)}, with the keys that hang on the lease. */
    LeaseTimeToLiveResult timeToLiveWithKeys(long id);

    /**
     * The ids of all leases that the member knows which is asked: the one that ends first, first, where that is the
     * leader; in no order where it is a follower, which may also lag behind.
     */
    List<Long> list();

    /**
     * Renews a lease once, over the client's one keep-alive stream.
     *
     * @throws LeaseNotFoundException when there is no such lease (any more)
     */
    LeaseKeepAliveResult keepAliveOnce(long id);

    /**
     * Grants a lease and keeps it alive until the handle is closed. Costs one call; then a message each third of its
     * life.
     */
    KeptLease grantAndKeep(Duration ttl);

    /**
     * Keeps an existing lease alive until the handle is closed. Returns after its first renewal.
     *
     * @throws LeaseNotFoundException when there is no such lease (any more)
     */
    KeptLease keepAlive(long id);

    /**
     * Grants a lease that is kept alive, and granted anew with its keys put again when it is lost all the same, until
     * the handle is closed. Costs one call. A first grant that fails is thrown, typed; failures after that are told to
     * the listener.
     */
    HealingLease healing(HealingOptions options);

    /** Grants a lease that heals itself, with the defaults of {@link HealingOptions}. */
    default HealingLease healing(Duration ttl) {
        return healing(HealingOptions.of(ttl));
    }

    /**
     * Says "I am here": puts a key on a {@link HealingLease} of its own. Costs a grant and a transaction; returns when
     * the key is there.
     *
     * @throws io.mainstay.etcd.error.ConflictException when the key is somebody else's, and {@link
     *     HealingOptions#overwrite()} was not asked for
     */
    Presence presence(Bytes key, Bytes value, HealingOptions options);

    /** Says "I am here", with the defaults of {@link HealingOptions}. */
    default Presence presence(String key, String value, Duration ttl) {
        return presence(Bytes.utf8(key), Bytes.utf8(value), HealingOptions.of(ttl));
    }
}
