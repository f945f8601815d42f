package io.mainstay.etcd.embedded.internal.state;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.auth.AuthState;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import java.util.List;

/**
 * All that the entries of a server's log have made, up to one of them. Which key hangs on which lease is said by the
 * store; how long a lease still lives is part of it only as far as a checkpoint was taken of that.
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

    /** That of a new member which begins with all this; its leases have their whole life. */
    public static ServerState ofNewMember(
            Snapshot store, List<GrantedLease> leases, List<Alarm> alarms, AuthState auth) {
        return new ServerState(FIRST_INDEX, store, leases, alarms, auth, Membership.FRESH);
    }

    /** The same as if another entry were the last. */
    public ServerState at(long lastIndex) {
        return new ServerState(lastIndex, store, leases, alarms, auth, membership);
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
     * @param remainder what it had left at its last checkpoint, in seconds; 0 when there was none
     */
    public record GrantedLease(long id, long ttl, long remainder) {
        /** One of which no checkpoint was taken. */
        public GrantedLease(long id, long ttl) {
            this(id, ttl, 0);
        }
    }
}
