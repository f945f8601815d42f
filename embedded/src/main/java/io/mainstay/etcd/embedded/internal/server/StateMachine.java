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
import io.mainstay.etcd.embedded.internal.lease.Lease;
import io.mainstay.etcd.embedded.internal.lease.LeaseTable;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.log.Machine;
import io.mainstay.etcd.embedded.internal.metrics.StoreCounts;
import io.mainstay.etcd.embedded.internal.metrics.Tally;
import io.mainstay.etcd.embedded.internal.mvcc.Applied;
import io.mainstay.etcd.embedded.internal.mvcc.Change;
import io.mainstay.etcd.embedded.internal.mvcc.Commit;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.mvcc.Steps;
import io.mainstay.etcd.embedded.internal.mvcc.Tallies;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.embedded.internal.state.ServerState.GrantedLease;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;

/**
 * All that entries change: the store, the leases and what hangs on them, the alarms, users and roles, the members, and
 * the number of the last entry. Plain state with one owner, the {@link Applier}; only the store, and the users and
 * roles, are visible to others, as immutable snapshots.
 *
 * <p>When a lease ends is no part of the state that entries make, but for its checkpoints: it is counted by this
 * server's own time.
 */
final class StateMachine implements Machine {
    private static final System.Logger LOG = System.getLogger(StateMachine.class.getName());

    private final WatchHub hub;
    private final LeaseTable leases;
    private final Uptime uptime;
    private final Tokens tokens;
    private final Alarms alarms = new Alarms();
    private final Members members;
    private final StoredSize size;
    private final StoreCounts counts;
    private String downgrade = "";
    private long index = ServerState.FRESH.index();
    private volatile AuthState auth = AuthState.FRESH;
    /** For whom the entry is that is being applied. */
    private Caller caller = Caller.SERVER;

    StateMachine(
            WatchHub hub,
            LeaseTable leases,
            Uptime uptime,
            Tokens tokens,
            Members members,
            StoredSize size,
            StoreCounts counts) {
        this.hub = hub;
        this.leases = leases;
        this.uptime = uptime;
        this.tokens = tokens;
        this.members = members;
        this.size = size;
        this.counts = counts;
    }

    /** Goes on from a state, of which every lease begins its life. */
    void restore(ServerState from) {
        hub.publish(from.store());
        for (GrantedLease lease : from.leases()) {
            leases.grant(lease.id(), lease.ttl(), uptime.nanos());
            leases.checkpoint(lease.id(), lease.remainder(), uptime.nanos());
        }
        attach(from.store().changes());
        alarms.restore(from.alarms());
        auth = from.auth();
        members.restore(from.membership());
        downgrade = from.membership().downgrade();
        index = from.index();
    }

    /** Applies the next entry of the log; it counts also when it is refused. */
    <R> R apply(Entry<R> entry) {
        index++;
        long begun = counts.applies().now();
        boolean done = false;
        try {
            R result = entry.applyTo(this);
            done = true;
            return result;
        } catch (Refused refused) {
            // What is compacted already counts with etcd as if it had been now.
            done = refused.text().equals(Refusal.COMPACTED.text());
            throw refused;
        } finally {
            String name = AppliedNames.of(entry);
            if (name != null) {
                counts.applies().applied(name, done, begun);
            }
        }
    }

    /** Applies an entry that was applied before, and answered: what comes of it is known. */
    void applyAgain(Entry<?> entry) {
        try {
            apply(entry);
        } catch (Refused refused) {
            LOG.log(Level.TRACE, () -> "refused again: " + refused.text());
        } catch (RuntimeException fault) {
            LOG.log(Level.WARNING, "entry " + index + " fails, as it must have done before", fault);
        }
    }

    /** All that entries have made so far. */
    ServerState state() {
        List<GrantedLease> granted = leases.ids().stream()
                .map(id -> new GrantedLease(id, leases.ttl(id), leases.remainder(id)))
                .toList();
        return new ServerState(
                index, hub.current(), granted, alarms.list(AlarmType.NONE), auth, members.membership(downgrade));
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
        PutResult result = publish(Steps.put(hub.current(), request, leases::has));
        counts.add(Tallies.of(request));
        return result;
    }

    @Override
    public DeleteResult deleteRange(DeleteRequest request) {
        requireHealth();
        requireRights(request);
        DeleteResult result = publish(Steps.delete(hub.current(), request));
        counts.add(Tallies.of(request));
        return result;
    }

    @Override
    public TxnResult txn(TxnRequest request) {
        requireHealth();
        if (WriteCost.of(request) > 0) {
            requireSpace();
        }
        requireRights(request);
        Snapshot before = hub.current();
        TxnResult result = publish(Steps.txn(before, request, leases::has));
        counts.add(Tallies.of(before, request, result, true));
        return result;
    }

    @Override
    public long compact(long revision) {
        requireHealth();
        rights().requireRoot();
        Snapshot before = hub.current();
        long begun = counts.applies().now();
        Snapshot compacted = Steps.compact(before, revision);
        counts.compacted(before.changeCount() - compacted.changeCount(), begun);
        size.freeing(before);
        hub.publish(compacted);
        // etcd reads some key then, to learn the revision.
        counts.add(Tally.READ);
        return compacted.revision();
    }

    @Override
    public long grant(long id, long ttl) {
        requireHealth();
        requireSpace();
        long granted = leases.grant(id, ttl, uptime.nanos()).ttl();
        counts.granted(granted);
        return granted;
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
        counts.revoked();
        counts.add(Tally.deletions(commit.changes().size()));
        return commit.after().revision();
    }

    @Override
    public long checkpoint(long id, long remainder) {
        leases.checkpoint(id, remainder, uptime.nanos());
        return remainder;
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
        attach(commit.changes());
        for (Change change : commit.changes()) {
            if (!change.deleted()) {
                counts.put(change.key().size() + change.kv().value().size());
            }
        }
        if (!commit.changes().isEmpty()) {
            hub.publish(commit);
        }
    }

    private void attach(List<Change> changes) {
        for (Change change : changes) {
            leases.attach(change.key(), change.kv().lease());
        }
    }
}
