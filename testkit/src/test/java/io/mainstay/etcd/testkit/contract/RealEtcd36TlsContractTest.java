package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;
import org.junit.jupiter.api.Tag;

/** The contracts, over gRPC and TLS to a real etcd 3.6. */
@Tag("slow")
class RealEtcd36TlsContractTest extends SecureEtcdContracts {
    RealEtcd36TlsContractTest() {
        super("3.6", new GrpcTransportProvider(), false);
    }
}
