package io.mainstay.etcd.cluster;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Questions to the cluster and its members that answer through a future; apart from that the same as {@link Cluster}.
 */
public interface AsyncCluster {
    /** The members, as the cluster agrees on them now. */
    CompletableFuture<List<Member>> members();

    /** The state of the member that the client talks to. */
    CompletableFuture<StatusResult> status();

    /** The hash of all keys up to a revision (0: the newest) at the member that the client talks to. */
    CompletableFuture<HashKvResult> hashKv(long revision);

    /** The alarms that are on. */
    CompletableFuture<List<Alarm>> alarms();
}
