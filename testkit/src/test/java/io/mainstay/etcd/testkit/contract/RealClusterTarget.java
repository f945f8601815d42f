package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.RealEtcdCluster;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;

/** Three real members, all of whose addresses a client is given. */
final class RealClusterTarget implements Target {
    private final RealEtcdCluster cluster;
    private final boolean owned;

    private RealClusterTarget(RealEtcdCluster cluster, boolean owned) {
        this.cluster = cluster;
        this.owned = owned;
    }

    /** A cluster of this line of versions; the test is skipped, or fails, where there is none. */
    static RealClusterTarget start(String line) {
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd(line)).withFlags("--unsafe-no-fsync");
        return new RealClusterTarget(RealEtcdCluster.start(options), true);
    }

    /** The same cluster for someone who must not stop it. */
    Target borrowed() {
        return new RealClusterTarget(cluster, false);
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.parse(cluster.member(0).endpoint());
    }

    @Override
    public TransportProvider transport() {
        return new GrpcTransportProvider();
    }

    @Override
    public EtcdClientBuilder client() {
        return EtcdClient.builder()
                .endpoints(cluster.endpoints().toArray(String[]::new))
                .transport(transport());
    }

    @Override
    public boolean isLeader() {
        return false;
    }

    @Override
    public Target fresh() {
        return RealEtcdTarget.start(cluster.version(), transport());
    }

    @Override
    public void close() {
        if (owned) {
            cluster.close();
        }
    }
}
