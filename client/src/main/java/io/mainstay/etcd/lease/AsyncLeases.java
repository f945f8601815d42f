package io.mainstay.etcd.lease;

import io.mainstay.etcd.kv.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Leases, with calls that answer through a future; apart from that the same as {@link Leases}. */
public interface AsyncLeases {
    /** Grants a lease with an id that the client chooses at random. */
    CompletableFuture<LeaseGrantResult> grant(Duration ttl);

    /** Grants a lease with this id, which must not be in use; 0 means a random one. */
    CompletableFuture<LeaseGrantResult> grant(Duration ttl, long id);

    /** Ends a lease and deletes its keys. */
    CompletableFuture<LeaseRevokeResult> revoke(long id);

    /** What the server knows of a lease. */
    CompletableFuture<LeaseTimeToLiveResult> timeToLive(LeaseTimeToLiveRequest request);

    /** The ids of all leases, the one that ends first, first. */
    CompletableFuture<List<Long>> list();

    /** Renews a lease once, over the client's one keep-alive stream. */
    CompletableFuture<LeaseKeepAliveResult> keepAliveOnce(long id);

    /** Grants a lease and keeps it alive until the handle is closed. */
    CompletableFuture<KeptLease> grantAndKeep(Duration ttl);

    /** Keeps an existing lease alive until the handle is closed; completes after its first renewal. */
    CompletableFuture<KeptLease> keepAlive(long id);

    /** Grants a lease that heals itself, until the handle is closed. */
    CompletableFuture<HealingLease> healing(HealingOptions options);

    /** Puts a key on a healing lease of its own; completes when it is there. */
    CompletableFuture<Presence> presence(Bytes key, Bytes value, HealingOptions options);
}
