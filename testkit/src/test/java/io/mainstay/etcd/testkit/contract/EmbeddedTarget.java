package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import java.util.Optional;

/** An embedded etcd, reached without a socket, over gRPC or through its gateway. */
final class EmbeddedTarget implements Target {
    private static final String DEFAULT = "3.6";

    private final EmbeddedEtcd etcd;
    private final EmbeddedWay way;
    private final String compat;

    private EmbeddedTarget(EmbeddedWay way, String compat) {
        this.etcd = EmbeddedEtcd.builder().compat(compat).start();
        this.way = way;
        this.compat = compat;
    }

    static EmbeddedTarget inProcess() {
        return new EmbeddedTarget(EmbeddedWay.IN_PROCESS, DEFAULT);
    }

    static EmbeddedTarget overGrpc() {
        return new EmbeddedTarget(EmbeddedWay.GRPC, DEFAULT);
    }

    static EmbeddedTarget overGateway() {
        return new EmbeddedTarget(EmbeddedWay.GATEWAY, DEFAULT);
    }

    /** One that behaves as an etcd of another line of versions. */
    static EmbeddedTarget as(String compat, EmbeddedWay way) {
        return new EmbeddedTarget(way, compat);
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
        return new EmbeddedTarget(way, compat);
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
