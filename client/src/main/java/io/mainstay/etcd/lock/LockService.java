package io.mainstay.etcd.lock;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.KeptLease;
import java.time.Duration;

/**
 * etcd's own lock service: the server waits on the caller's behalf. A thin face over it, for those who must share locks
 * with programs that use it.
 *
 * <p>A lock belongs to a lease: it ends with it, and the same lease gets the same lock again. The key of an ownership
 * is the lock's name, a slash, and the lease's id in hexadecimal. A lease is always wanted here, and a live one: for
 * none, etcd would make one that nobody keeps alive, and the lock would die silently after a minute.
 *
 * <p>A lock of this kind alone does not exclude: a holder that sleeps past its lease does not notice. Give {@link
 * HeldLock#fencingToken()} to what the lock protects, and let that refuse a smaller one than it has seen.
 */
public interface LockService {
    /** How long {@link #lock(String, KeptLease)} waits. */
    Duration WAIT = Duration.ofMinutes(1);

    /** The same operations with futures. */
    AsyncLockService async();

    /** Waits for a lock for {@link #WAIT} at the most. */
    default HeldLock lock(String name, KeptLease lease) {
        return lock(name, lease, WAIT);
    }

    /**
     * Waits for a lock and takes it. The lease is not closed or revoked by this, whatever comes of it.
     *
     * <p>When the wait is given up, by the timeout or an interrupt, the place in the queue is given up on the server
     * too, and a lock that was granted just then is given back; unless the same lease had it before.
     *
     * @param name the lock
     * @param lease the lease that owns it, kept alive
     * @param wait how long to wait in all
     * @throws IllegalArgumentException when the lease is lost or closed, or the wait not positive
     * @throws io.mainstay.etcd.error.DeadlineExceededException when the wait was not long enough
     * @throws io.mainstay.etcd.error.LeaseNotFoundException when the lease has ended, also while waiting
     */
    HeldLock lock(String name, KeptLease lease, Duration wait);

    /**
     * The same for a lease that the caller keeps alive in some other way.
     *
     * @param lease the id of the lease
     * @throws IllegalArgumentException when the lease is 0, or the wait not positive
     */
    HeldLock lock(String name, long lease, Duration wait);

    /** Gives a lock back: deletes its key, if this ownership still has it. One call, safe to repeat. */
    void unlock(HeldLock lock);

    /** Deletes a key as the service itself does: whoever owns it. One call. */
    UnlockResult unlock(Bytes key);
}
