package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lock.AsyncLockService;
import io.mainstay.etcd.lock.HeldLock;
import io.mainstay.etcd.lock.LockService;
import io.mainstay.etcd.lock.UnlockRequest;
import io.mainstay.etcd.lock.UnlockResult;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;

/** The lock service with calls that wait. */
public final class BlockingLockService implements LockService {
    private final LockCalls locks;
    private final AsyncLockService async;

    /** A face over the engines. */
    public BlockingLockService(LockCalls locks) {
        this.locks = locks;
        this.async = new FutureLockService(locks);
    }

    @Override
    public AsyncLockService async() {
        return async;
    }

    @Override
    public HeldLock lock(String name, KeptLease lease, Duration wait) {
        return lock(name, LockCalls.live(lease), wait);
    }

    @Override
    public HeldLock lock(String name, long lease, Duration wait) {
        return locks.lock(name, lease, wait, null).await();
    }

    @Override
    public void unlock(HeldLock lock) {
        locks.calls().blocking(locks.unlock(lock));
    }

    @Override
    public UnlockResult unlock(Bytes key) {
        return locks.calls().blocking(Rpcs.UNLOCK, new UnlockRequest(key));
    }
}
