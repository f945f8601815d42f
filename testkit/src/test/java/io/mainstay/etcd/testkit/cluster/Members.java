package io.mainstay.etcd.testkit.cluster;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdCluster;
import java.util.ArrayList;
import java.util.List;

/** Who leads in a cluster, and the addresses in the order in which a client is to try them. */
final class Members {
    private Members() {}

    /** The member that leads. */
    static RealEtcd leader(RealEtcdCluster cluster) {
        for (RealEtcd member : cluster.members()) {
            StatusResult status = status(member);
            if (status.header().memberId() == status.raft().leader()) {
                return member;
            }
        }
        throw new AssertionError("no member of " + cluster + " says that it leads");
    }

    /** A member that does not lead. */
    static RealEtcd follower(RealEtcdCluster cluster) {
        RealEtcd leader = leader(cluster);
        return cluster.members().stream()
                .filter(member -> member != leader)
                .findFirst()
                .orElseThrow();
    }

    /** All addresses, this member's first. */
    static String[] firstOf(RealEtcdCluster cluster, RealEtcd first) {
        List<String> endpoints = new ArrayList<>(cluster.endpoints());
        endpoints.remove(first.endpoint());
        endpoints.add(0, first.endpoint());
        return endpoints.toArray(String[]::new);
    }

    private static StatusResult status(RealEtcd member) {
        try (EtcdClient client = EtcdClient.builder()
                .endpoints(member.endpoint())
                .transport(new GrpcTransportProvider())
                .build()) {
            return client.cluster().status();
        }
    }
}
