package io.mainstay.console.output;

import io.mainstay.console.command.EndpointHash;
import io.mainstay.console.command.EndpointHealth;
import io.mainstay.console.command.EndpointStatus;
import io.mainstay.etcd.cluster.MemberListResult;
import java.util.List;

/** Prints what members and endpoints tell of themselves, in one format. */
public interface ClusterPrinter {
    /** The members. */
    void members(MemberListResult result);

    /** Whether endpoints are healthy. */
    void health(List<EndpointHealth> endpoints);

    /** How endpoints stand. */
    void status(List<EndpointStatus> endpoints);

    /** What the keys of endpoints hash to. */
    void hashKv(List<EndpointHash> endpoints);
}
