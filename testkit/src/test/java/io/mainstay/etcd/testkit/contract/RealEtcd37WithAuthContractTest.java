package io.mainstay.etcd.testkit.contract;

/** The contracts, over gRPC to a real etcd 3.7 with authentication on and signed tokens. */
class RealEtcd37WithAuthContractTest extends RealEtcdWithAuthContracts {
    RealEtcd37WithAuthContractTest() {
        super("3.7", TokenKind.JWT);
    }
}
