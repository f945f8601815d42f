package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Tag;

/** The contracts, over gRPC and TLS with client certificates on the embedded etcd. */
@Tag("slow")
class EmbeddedGrpcMutualTlsContractTest extends EmbeddedTlsContracts {
    EmbeddedGrpcMutualTlsContractTest() {
        super(EmbeddedWay.GRPC, true);
    }
}
