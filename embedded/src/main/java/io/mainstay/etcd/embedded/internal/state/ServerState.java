package io.mainstay.etcd.embedded.internal.state;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.auth.AuthState;
import io.mainstay.etcd.embedded.internal.backend.StoredState;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import java.util.List;

/**
 * All that the entries of a server's log have made, up to one of them. Which key hangs on which lease is said by the
 * store; how long a lease still lives is not part of it, so every lease has its whole life again when it is installed.
 *
 * @param index the number of the last entry that is in it
 * @param store the store with its history since the last compaction
 * @param leases the leases
 * @param alarms the alarms that are on
 * @param auth users and roles
 * @param membership the members of the cluster
 */
public record ServerState(
        long index,
        Snapshot store,
        List<GrantedLease> leases,
        List<Alarm> alarms,
        AuthState auth,
        Membership membership) {
    /** What a member has put into its log by itself when it takes its first request. */
    private static final long FIRST_INDEX = 4;

    /** Nothing was ever written. */
    public static final ServerState FRESH =
            new ServerState(FIRST_INDEX, Snapshot.FRESH, List.of(), List.of(), AuthState.FRESH, Membership.FRESH);

    /** A state for a new member, with what a database holds; its leases have their whole life. */
    public static ServerState of(StoredState stored) {
        List<GrantedLease> leases = stored.leases().stream()
                .map(lease -> new GrantedLease(lease.id(), lease.ttl()))
                .toList();
        return new ServerState(FIRST_INDEX, stored.store(), leases, stored.alarms(), stored.auth(), Membership.FRESH);
    }

    /**
     * The members of the cluster.
     *
     * @param members all of them; none when there never was another than the one that runs
     * @param removed the ids of those that were removed, in their order
     * @param downgrade the version that a downgrade which is under way leads to; empty when none is
     */
    public record Membership(List<Member> members, List<Long> removed, String downgrade) {
        /** As it is at first. */
        public static final Membership FRESH = new Membership(List.of(), List.of(), "");
    }

    /** Copies the lists. */
    public ServerState {
        leases = List.copyOf(leases);
        alarms = List.copyOf(alarms);
    }

    /**
     * A lease as it was granted.
     *
     * @param id its id
     * @param ttl its whole life, in seconds
     */
    public record GrantedLease(long id, long ttl) {}
}
