package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import java.util.Optional;

/** An embedded etcd, reached without a socket or over gRPC. */
final class EmbeddedTarget implements Target {
    private final EmbeddedEtcd etcd = EmbeddedEtcd.start();
    private final boolean overGrpc;

    private EmbeddedTarget(boolean overGrpc) {
        this.overGrpc = overGrpc;
    }

    static EmbeddedTarget inProcess() {
        return new EmbeddedTarget(false);
    }

    static EmbeddedTarget overGrpc() {
        return new EmbeddedTarget(true);
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.parse(overGrpc ? etcd.endpoint() : "embedded://here");
    }

    @Override
    public TransportProvider transport() {
        return overGrpc ? new GrpcTransportProvider() : etcd.transports();
    }

    @Override
    public Target fresh() {
        return new EmbeddedTarget(overGrpc);
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
