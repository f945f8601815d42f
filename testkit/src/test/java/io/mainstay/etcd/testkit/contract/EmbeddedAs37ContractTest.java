package io.mainstay.etcd.testkit.contract;

/** The contracts, over gRPC on an embedded etcd that behaves as 3.7. */
class EmbeddedAs37ContractTest extends EtcdMemberContracts {
    @Override
    protected Target open() {
        return EmbeddedTarget.as("3.7", EmbeddedWay.GRPC);
    }
}
