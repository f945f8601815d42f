package io.mainstay.etcd.cluster;

import java.util.List;

/**
 * Questions to the cluster and its members, with calls that wait for the answer as {@link io.mainstay.etcd.kv.Kv} does.
 */
public interface Cluster {
    /** The same operations with futures. */
    AsyncCluster async();

    /** The members, as the cluster agrees on them now. */
    List<Member> members();

    /** The state of the member that the client talks to. */
    StatusResult status();

    /** The hash of all keys up to a revision (0: the newest) at the member that the client talks to. */
    HashKvResult hashKv(long revision);

    /** The alarms that are on. */
    List<Alarm> alarms();
}
