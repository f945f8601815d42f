package io.mainstay.etcd.embedded.internal.backend;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.embedded.internal.auth.AuthState;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import java.util.List;

/**
 * What a database holds that does not belong to one cluster, and so can be served by another.
 *
 * @param store the keys and their history
 * @param leases the leases
 * @param alarms the alarms that were on
 * @param auth users and roles
 */
public record StoredState(Snapshot store, List<StoredLease> leases, List<Alarm> alarms, AuthState auth) {
    /** That of a server that never had a request. */
    public static final StoredState FRESH = new StoredState(Snapshot.FRESH, List.of(), List.of(), AuthState.FRESH);
}
