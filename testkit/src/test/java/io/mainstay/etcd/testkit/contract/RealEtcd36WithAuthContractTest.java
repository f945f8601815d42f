package io.mainstay.etcd.testkit.contract;

/** The contracts, over gRPC to a real etcd 3.6 with authentication on and simple tokens. */
class RealEtcd36WithAuthContractTest extends RealEtcdWithAuthContracts {
    RealEtcd36WithAuthContractTest() {
        super("3.6", TokenKind.SIMPLE);
    }
}
