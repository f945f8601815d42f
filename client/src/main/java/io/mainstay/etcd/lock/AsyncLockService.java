package io.mainstay.etcd.lock;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.KeptLease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * etcd's own lock service with futures; apart from that the same as {@link LockService}. Cancelling the future of a
 * wait gives up the place in the queue.
 */
public interface AsyncLockService {
    /** As {@link LockService#lock(String, KeptLease, Duration)}. */
    CompletableFuture<HeldLock> lock(String name, KeptLease lease, Duration wait);

    /** As {@link LockService#lock(String, long, Duration)}. */
    CompletableFuture<HeldLock> lock(String name, long lease, Duration wait);

    /** As {@link LockService#unlock(HeldLock)}. */
    CompletableFuture<@Nullable Void> unlock(HeldLock lock);

    /** As {@link LockService#unlock(Bytes)}. */
    CompletableFuture<UnlockResult> unlock(Bytes key);
}
