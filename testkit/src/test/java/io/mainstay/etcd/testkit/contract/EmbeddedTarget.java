package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.embedded.EmbeddedEtcd;

/** An embedded etcd, reached without a socket, over gRPC or through its gateway. */
final class EmbeddedTarget extends OnEmbedded {
    private static final String DEFAULT = "3.6";

    private final String compat;

    private EmbeddedTarget(EmbeddedWay way, String compat) {
        super(way, EmbeddedEtcd.builder().compat(compat).start());
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
    public Target fresh() {
        return new EmbeddedTarget(way(), compat);
    }
}
