package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.internal.acquire.Acquisition;
import io.mainstay.etcd.internal.acquire.Acquisition.Place;
import io.mainstay.etcd.internal.acquire.Places;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lock.HeldLock;
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.LockResult;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What the faces of the lock service have in common. */
public final class LockCalls {
    private final CallEngine calls;
    private final Places places;

    /** Over an engine. */
    public LockCalls(CallEngine calls, Places places) {
        this.calls = calls;
        this.places = places;
    }

    CallEngine calls() {
        return calls;
    }

    Acquisition<LockRequest, LockResult, HeldLock> lock(
            String name, long lease, Duration wait, @Nullable Executor completeOn) {
        Bytes bytes = Bytes.utf8(name);
        Place<LockRequest, LockResult, HeldLock> place = new Place<>(
                Rpcs.LOCK,
                new LockRequest(bytes, live(lease)),
                Places.key(bytes, lease),
                (answer, header, key) -> new HeldLock(header, key.key(), key.createRevision(), lease));
        return new Acquisition<>(places, place, positive(wait), completeOn);
    }

    /** Deletes the key if it is still that of this ownership; so a second run does no harm. */
    Task<TxnRequest, TxnResult, @Nullable Void> unlock(HeldLock lock) {
        TxnRequest delete = TxnRequest.EMPTY
                .when(Compare.createRevision(KeyRange.single(lock.key())).is(lock.fencingToken()))
                .then(DeleteRequest.of(lock.key()));
        return new Task<>(Rpcs.TXN, Effect.GUARDED, delete, answer -> null);
    }

    /** A lease's id for a wait on the server, which makes one of its own that dies silently when there is none. */
    static long live(long lease) {
        if (lease == 0) {
            throw new IllegalArgumentException(
                    "no lease: etcd would make one that nobody keeps alive; give one of leases().grantAndKeep(ttl)");
        }
        return lease;
    }

    /** The id of a lease that is still kept. */
    static long live(KeptLease lease) {
        KeptLease.State state = lease.state();
        if (state == KeptLease.State.LOST || state == KeptLease.State.CLOSED) {
            throw new IllegalArgumentException("the lease is " + state + ", so nobody keeps it alive; grant a new one");
        }
        return lease.id();
    }

    static Duration positive(Duration wait) {
        if (wait.isZero() || wait.isNegative()) {
            throw new IllegalArgumentException("the wait must be positive: " + wait);
        }
        return wait;
    }
}
