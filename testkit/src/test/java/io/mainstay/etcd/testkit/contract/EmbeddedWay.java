package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;

/** The ways to an embedded etcd. */
public enum EmbeddedWay {
    IN_PROCESS,
    GRPC,
    GATEWAY;

    /** Where it leads. */
    public Endpoint endpoint(EmbeddedEtcd etcd) {
        return Endpoint.parse(this == IN_PROCESS ? "embedded://here" : etcd.endpoint());
    }

    /** By which lines. */
    public TransportProvider transport(EmbeddedEtcd etcd) {
        return switch (this) {
            case IN_PROCESS -> etcd.transports();
            case GRPC -> new GrpcTransportProvider();
            case GATEWAY -> new GatewayTransportProvider();
        };
    }
}
