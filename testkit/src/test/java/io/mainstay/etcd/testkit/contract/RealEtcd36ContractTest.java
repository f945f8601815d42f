package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;

/** The contracts, over gRPC to a real etcd 3.6. */
class RealEtcd36ContractTest extends RealEtcdContracts {
    RealEtcd36ContractTest() {
        super("3.6", new GrpcTransportProvider());
    }
}
