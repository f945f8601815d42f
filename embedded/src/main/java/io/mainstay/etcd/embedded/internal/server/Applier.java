package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.embedded.internal.lease.Lease;
import io.mainstay.etcd.embedded.internal.lease.LeaseTable;
import io.mainstay.etcd.embedded.internal.mvcc.Applied;
import io.mainstay.etcd.embedded.internal.mvcc.Change;
import io.mainstay.etcd.embedded.internal.mvcc.Commit;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.mvcc.Steps;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * The serial owner of all that writes change: the store, the leases and what hangs on them, the alarms, and the
 * number of the last raft entry. It does one thing at a time, under one lock, and lets readers alone.
 */
final class Applier {
    /** What a member has put into its log by itself when it takes its first request. */
    private static final long FIRST_INDEX = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final WatchHub hub;
    private final LeaseTable leases;
    private final Alarms alarms = new Alarms();
    private long raftIndex = FIRST_INDEX;

    Applier(WatchHub hub, LeaseTable leases) {
        this.hub = hub;
        this.leases = leases;
    }

    /** Carries out a write of keys, which may look whether a lease exists. */
    <R> R write(Kind kind, WriteStep<R> step) {
        return entry(() -> {
            refuseWhenAlarmed(kind);
            Applied<R> applied = step.apply(hub.current(), leases::has);
            publish(applied.commit());
            return applied.result();
        });
    }

    /** A step of the store, with a way to ask whether a lease exists. */
    @FunctionalInterface
    interface WriteStep<R> {
        Applied<R> apply(Snapshot store, LongPredicate leases);
    }

    /** What a write does to the space in use, which decides whether it is allowed when there is none left. */
    enum Kind {
        GROWS,
        FREES
    }

    /** Forgets history. */
    Snapshot compact(long revision) {
        return entry(() -> {
            refuseWhenAlarmed(Kind.FREES);
            Snapshot compacted = Steps.compact(hub.current(), revision);
            hub.publish(compacted);
            return compacted;
        });
    }

    /** Grants a lease, and gives its id and life. */
    Lease grant(long id, long ttl, long now) {
        return entry(() -> {
            refuseWhenAlarmed(Kind.GROWS);
            return leases.grant(id, ttl, now);
        });
    }

    /** Ends a lease and deletes its keys, in one revision, and says at which revision the store is then. */
    long revoke(long id) {
        return entry(() -> {
            refuseWhenAlarmed(Kind.FREES);
            Lease lease = leases.get(id);
            if (lease == null) {
                throw Refusal.LEASE_NOT_FOUND.refused();
            }
            return end(lease);
        });
    }

    /** Ends a lease like {@link #revoke}, if there is one and its time is over; on a corrupt member it stays. */
    void revokeExpired(long id, long now) {
        locked(() -> {
            Lease lease = leases.get(id);
            if (lease == null || !lease.isExpired(now) || alarms.isOn(AlarmType.CORRUPT)) {
                return hub.current().revision();
            }
            raftIndex++;
            return end(lease);
        });
    }

    private long end(Lease lease) {
        Commit commit = Steps.delete(hub.current(), lease.keys());
        leases.remove(lease.id());
        publish(commit);
        return commit.after().revision();
    }

    /** Looks at the leases, or renews one: what goes past the log. */
    <R> R leases(Function<LeaseTable, R> look) {
        return locked(() -> look.apply(leases));
    }

    /** Lists, raises or clears alarms. */
    List<Alarm> alarm(AlarmRequest request) {
        return entry(() -> alarms.apply(request));
    }

    /** The alarms that are on. */
    List<Alarm> alarms() {
        return locked(() -> alarms.list(AlarmType.NONE));
    }

    long raftIndex() {
        return locked(() -> raftIndex);
    }

    private void refuseWhenAlarmed(Kind kind) {
        if (alarms.isOn(AlarmType.CORRUPT)) {
            throw Refusal.CORRUPT.refused();
        }
        if (kind == Kind.GROWS && alarms.isOn(AlarmType.NOSPACE)) {
            throw Refusal.NO_SPACE.refused();
        }
    }

    private void publish(Commit commit) {
        for (Change change : commit.changes()) {
            leases.attach(change.key(), change.kv().lease());
        }
        if (!commit.changes().isEmpty()) {
            hub.publish(commit);
        }
    }

    /** Something that becomes an entry of the log, also when it is refused then. */
    private <R> R entry(Supplier<R> work) {
        return locked(() -> {
            raftIndex++;
            return work.get();
        });
    }

    private <R> R locked(Supplier<R> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
