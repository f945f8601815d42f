package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.embedded.EmbeddedEtcdCluster;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import java.util.Optional;

/** Three embedded members, all of whose addresses a client is given; the first of them does not lead. */
final class EmbeddedClusterTarget implements Target {
    private final EmbeddedEtcdCluster cluster = EmbeddedEtcdCluster.start(3);

    EmbeddedClusterTarget() {
        cluster.member(0).partition();
        cluster.member(0).heal();
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.parse(cluster.inProcessEndpoints().get(0));
    }

    @Override
    public TransportProvider transport() {
        return cluster.transports();
    }

    @Override
    public EtcdClientBuilder client() {
        return EtcdClient.builder()
                .endpoints(cluster.inProcessEndpoints().toArray(String[]::new))
                .transport(transport());
    }

    @Override
    public boolean isLeader() {
        return false;
    }

    @Override
    public Target fresh() {
        return new EmbeddedClusterTarget();
    }

    @Override
    public Optional<ServerGauges> gauges() {
        return Optional.of(ServerGauges.of(cluster));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
