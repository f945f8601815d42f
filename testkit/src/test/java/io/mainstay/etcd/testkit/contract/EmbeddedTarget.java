package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import java.util.Optional;

/** An embedded etcd, reached without a socket, over gRPC or through its gateway. */
final class EmbeddedTarget implements Target {
    private final EmbeddedEtcd etcd = EmbeddedEtcd.start();
    private final Way way;

    private enum Way {
        IN_PROCESS,
        GRPC,
        GATEWAY
    }

    private EmbeddedTarget(Way way) {
        this.way = way;
    }

    static EmbeddedTarget inProcess() {
        return new EmbeddedTarget(Way.IN_PROCESS);
    }

    static EmbeddedTarget overGrpc() {
        return new EmbeddedTarget(Way.GRPC);
    }

    static EmbeddedTarget overGateway() {
        return new EmbeddedTarget(Way.GATEWAY);
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.parse(way == Way.IN_PROCESS ? "embedded://here" : etcd.endpoint());
    }

    @Override
    public TransportProvider transport() {
        return switch (way) {
            case IN_PROCESS -> etcd.transports();
            case GRPC -> new GrpcTransportProvider();
            case GATEWAY -> new GatewayTransportProvider();
        };
    }

    @Override
    public boolean tellsProgressWhenAsked() {
        return way != Way.GATEWAY;
    }

    @Override
    public Target fresh() {
        return new EmbeddedTarget(way);
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
