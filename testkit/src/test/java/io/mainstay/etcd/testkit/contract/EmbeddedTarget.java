package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import java.util.Optional;

/** An embedded etcd, reached without a socket, over gRPC or through its gateway. */
final class EmbeddedTarget implements Target {
    private final EmbeddedEtcd etcd = EmbeddedEtcd.start();
    private final EmbeddedWay way;

    private EmbeddedTarget(EmbeddedWay way) {
        this.way = way;
    }

    static EmbeddedTarget inProcess() {
        return new EmbeddedTarget(EmbeddedWay.IN_PROCESS);
    }

    static EmbeddedTarget overGrpc() {
        return new EmbeddedTarget(EmbeddedWay.GRPC);
    }

    static EmbeddedTarget overGateway() {
        return new EmbeddedTarget(EmbeddedWay.GATEWAY);
    }

    @Override
    public Endpoint endpoint() {
        return way.endpoint(etcd);
    }

    @Override
    public TransportProvider transport() {
        return way.transport(etcd);
    }

    @Override
    public boolean tellsProgressWhenAsked() {
        return way != EmbeddedWay.GATEWAY;
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
