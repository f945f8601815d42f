package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.lease.LeaseRevokeResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A lease's life as a request has brought it.
 *
 * @param id the lease
 * @param ttl how long it lives, as the server said
 * @param sentAt when the request was sent, on the monotonic clock
 * @param revoker revokes it
 */
public record Granted(long id, Duration ttl, long sentAt, Supplier<CompletableFuture<LeaseRevokeResult>> revoker) {}
