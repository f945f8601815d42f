package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;

/** The contracts, over gRPC to a real etcd 3.7. */
class RealEtcd37ContractTest extends RealEtcdContracts {
    RealEtcd37ContractTest() {
        super("3.7", new GrpcTransportProvider());
    }
}
