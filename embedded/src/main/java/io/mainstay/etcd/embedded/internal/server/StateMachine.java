package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.auth.AuthChange;
import io.mainstay.etcd.embedded.internal.auth.AuthState;
import io.mainstay.etcd.embedded.internal.auth.AuthSteps;
import io.mainstay.etcd.embedded.internal.auth.Caller;
import io.mainstay.etcd.embedded.internal.auth.RequestRights;
import io.mainstay.etcd.embedded.internal.auth.Rights;
import io.mainstay.etcd.embedded.internal.auth.Tokens;
import io.mainstay.etcd.embedded.internal.backend.StoredLease;
import io.mainstay.etcd.embedded.internal.backend.StoredState;
import io.mainstay.etcd.embedded.internal.lease.Lease;
import io.mainstay.etcd.embedded.internal.lease.LeaseTable;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.log.Machine;
import io.mainstay.etcd.embedded.internal.mvcc.Applied;
import io.mainstay.etcd.embedded.internal.mvcc.Change;
import io.mainstay.etcd.embedded.internal.mvcc.Commit;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.mvcc.Steps;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.util.Collection;
import java.util.List;

/**
 * All that entries change: the store, the leases and what hangs on them, the alarms, users and roles, the members, and
 * the number of the last entry. Plain state with one owner, the {@link Applier}; only the store, and the users and
 * roles, are visible to others, as immutable snapshots.
 *
 * <p>When a lease ends is no part of the state that entries make: it is counted by this server's own time.
 */
final class StateMachine implements Machine {
    /** What a member has put into its log by itself when it takes its first request. */
    private static final long FIRST_INDEX = 4;

    private final WatchHub hub;
    private final LeaseTable leases;
    private final Uptime uptime;
    private final Tokens tokens;
    private final Alarms alarms = new Alarms();
    private final Members members;
    private final StoredSize size;
    private String downgrade = "";
    private long index = FIRST_INDEX;
    private volatile AuthState auth = AuthState.FRESH;
    /** For whom the entry is that is being applied. */
    private Caller caller = Caller.SERVER;

    StateMachine(WatchHub hub, LeaseTable leases, Uptime uptime, Tokens tokens, Members members, StoredSize size) {
        this.hub = hub;
        this.leases = leases;
        this.uptime = uptime;
        this.tokens = tokens;
        this.members = members;
        this.size = size;
    }

    /** Takes over what a database holds, before there is any entry. */
    void restore(StoredState stored) {
        hub.publish(stored.store());
        long now = uptime.nanos();
        for (StoredLease lease : stored.leases()) {
            leases.restore(lease.id(), lease.ttl(), lease.remaining() > 0 ? lease.remaining() : lease.ttl(), now);
        }
        for (KeyValue kv :
                Steps.range(stored.store(), RangeRequest.of(KeyRange.all())).kvs()) {
            leases.attach(kv.key(), kv.lease());
        }
        alarms.restore(stored.alarms());
        auth = stored.auth();
    }

    /** Applies the next entry of the log; it counts also when it is refused. */
    <R> R apply(Entry<R> entry) {
        index++;
        return entry.applyTo(this);
    }

    /** The number of the last entry. */
    long index() {
        return index;
    }

    Snapshot store() {
        return hub.current();
    }

    Members members() {
        return members;
    }

    /** The version that a downgrade which is under way leads to; empty when none is. */
    String downgrade() {
        return downgrade;
    }

    /** Users and roles, for any thread. */
    AuthState auth() {
        return auth;
    }

    @Override
    public <R> R by(Caller asking, Entry<R> entry) {
        caller = asking;
        try {
            return entry.applyTo(this);
        } finally {
            caller = Caller.SERVER;
        }
    }

    LeaseTable leases() {
        return leases;
    }

    Alarms alarms() {
        return alarms;
    }

    @Override
    public PutResult put(PutRequest request) {
        requireHealth();
        requireSpace();
        requireRights(request);
        return publish(Steps.put(hub.current(), request, leases::has));
    }

    @Override
    public DeleteResult deleteRange(DeleteRequest request) {
        requireHealth();
        requireRights(request);
        return publish(Steps.delete(hub.current(), request));
    }

    @Override
    public TxnResult txn(TxnRequest request) {
        requireHealth();
        if (WriteCost.of(request) > 0) {
            requireSpace();
        }
        requireRights(request);
        return publish(Steps.txn(hub.current(), request, leases::has));
    }

    @Override
    public long compact(long revision) {
        requireHealth();
        rights().requireRoot();
        Snapshot compacted = Steps.compact(hub.current(), revision);
        size.freeing(hub.current());
        hub.publish(compacted);
        return compacted.revision();
    }

    @Override
    public long grant(long id, long ttl) {
        requireHealth();
        requireSpace();
        return leases.grant(id, ttl, uptime.nanos()).ttl();
    }

    @Override
    public long revoke(long id) {
        requireHealth();
        rights().requireWriteOfEach(keysOf(id));
        Lease lease = leases.get(id);
        if (lease == null) {
            throw Refusal.LEASE_NOT_FOUND.refused();
        }
        Commit commit = Steps.delete(hub.current(), lease.keys());
        leases.remove(id);
        publish(commit);
        return commit.after().revision();
    }

    @Override
    public List<Alarm> alarm(AlarmRequest request) {
        if (request.action() == AlarmRequest.Action.GET) {
            rights().requireSignedIn();
        } else {
            rights().requireRoot();
        }
        return alarms.apply(request);
    }

    @Override
    public List<Member> addMember(Member member) {
        rights().requireRoot();
        members.add(member);
        return members.list();
    }

    @Override
    public List<Member> removeMember(long id) {
        rights().requireRoot();
        members.remove(id);
        return members.list();
    }

    @Override
    public List<Member> updateMember(long id, List<String> peerUrls) {
        rights().requireRoot();
        members.update(id, peerUrls);
        return members.list();
    }

    @Override
    public String downgrade(String version) {
        rights().requireRoot();
        downgrade = version;
        return version;
    }

    /** A token that a change ends is gone once the change is visible. */
    @Override
    public long change(AuthChange change) {
        rights().requireRoot();
        auth = AuthSteps.apply(auth, change);
        tokens.changed(change);
        return hub.current().revision();
    }

    @Override
    public SignedIn signIn(String user) {
        AuthSteps.requirePassword(auth, user);
        return new SignedIn(new Caller.SignedIn(user, auth.revision()), index);
    }

    private Rights rights() {
        return new Rights(auth, caller);
    }

    private void requireRights(Op request) {
        RequestRights.require(rights(), request, this::keysOf);
    }

    private Collection<Bytes> keysOf(long id) {
        Lease lease = leases.get(id);
        return lease == null ? List.of() : lease.keys();
    }

    private void requireHealth() {
        if (alarms.isOn(AlarmType.CORRUPT)) {
            throw Refusal.CORRUPT.refused();
        }
    }

    private void requireSpace() {
        if (alarms.isOn(AlarmType.NOSPACE)) {
            throw Refusal.NO_SPACE.refused();
        }
    }

    private <R> R publish(Applied<R> applied) {
        publish(applied.commit());
        return applied.result();
    }

    private void publish(Commit commit) {
        for (Change change : commit.changes()) {
            leases.attach(change.key(), change.kv().lease());
        }
        if (!commit.changes().isEmpty()) {
            hub.publish(commit);
        }
    }
}
