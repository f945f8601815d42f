package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import java.util.Optional;

/** An embedded etcd, reached without a socket. */
final class EmbeddedTarget implements Target {
    private final EmbeddedEtcd etcd = EmbeddedEtcd.start();

    @Override
    public Endpoint endpoint() {
        return Endpoint.parse("embedded://here");
    }

    @Override
    public TransportProvider transport() {
        return etcd.transports();
    }

    @Override
    public Target fresh() {
        return new EmbeddedTarget();
    }

    @Override
    public Optional<ServerGauges> gauges() {
        return Optional.of(ServerGauges.of(etcd));
    }

    @Override
    public void close() {
        etcd.close();
    }
}
