package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;

/** The contracts, over gRPC and TLS to a real etcd 3.6. */
class RealEtcd36TlsContractTest extends SecureEtcdContracts {
    RealEtcd36TlsContractTest() {
        super("3.6", new GrpcTransportProvider(), false);
    }
}
