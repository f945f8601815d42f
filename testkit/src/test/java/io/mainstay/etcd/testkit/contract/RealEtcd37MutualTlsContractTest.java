package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;

/** The contracts, over gRPC and TLS with client certificates to a real etcd 3.7. */
class RealEtcd37MutualTlsContractTest extends SecureEtcdContracts {
    RealEtcd37MutualTlsContractTest() {
        super("3.7", new GrpcTransportProvider(), true);
    }
}
