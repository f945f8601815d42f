package io.mainstay.etcd.embedded.internal.state;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.embedded.internal.auth.AuthState;
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
 */
public record ServerState(long index, Snapshot store, List<GrantedLease> leases, List<Alarm> alarms, AuthState auth) {
    /** What a member has put into its log by itself when it takes its first request. */
    private static final long FIRST_INDEX = 4;

    /** Nothing was ever written. */
    public static final ServerState FRESH =
            new ServerState(FIRST_INDEX, Snapshot.FRESH, List.of(), List.of(), AuthState.FRESH);

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
