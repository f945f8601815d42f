package io.mainstay.etcd.lock;

import io.mainstay.etcd.lease.KeptLease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * etcd's own lock service with futures; apart from that the same as {@link LockService}. Cancelling the future of a
 * wait gives up the place in the queue.
 */
public interface AsyncLockService {
    /** As {@link LockService#lock(String, KeptLease, Duration)}. */
    CompletableFuture<HeldLock> lock(String name, KeptLease lease, Duration wait);

    /** As {@link LockService#lock(String, long, Duration)}. */
    CompletableFuture<HeldLock> lock(String name, long lease, Duration wait);

    /** As {@link LockService#unlock}. */
    CompletableFuture<Boolean> unlock(HeldLock lock);
}
