package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lock.AsyncLockService;
import io.mainstay.etcd.lock.HeldLock;
import io.mainstay.etcd.lock.UnlockRequest;
import io.mainstay.etcd.lock.UnlockResult;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The lock service with futures. */
final class FutureLockService implements AsyncLockService {
    private final LockCalls locks;

    FutureLockService(LockCalls locks) {
        this.locks = locks;
    }

    @Override
    public CompletableFuture<HeldLock> lock(String name, KeptLease lease, Duration wait) {
        return lock(name, LockCalls.live(lease), wait);
    }

    @Override
    public CompletableFuture<HeldLock> lock(String name, long lease, Duration wait) {
        return locks.lock(name, lease, wait, locks.calls().executor()).start();
    }

    @Override
    public CompletableFuture<@Nullable Void> unlock(HeldLock lock) {
        return locks.calls().async(locks.unlock(lock));
    }

    @Override
    public CompletableFuture<UnlockResult> unlock(Bytes key) {
        return locks.calls().async(Rpcs.UNLOCK, new UnlockRequest(key));
    }
}
