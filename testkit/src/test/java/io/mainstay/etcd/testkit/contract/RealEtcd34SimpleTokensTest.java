package io.mainstay.etcd.testkit.contract;

/** Users and tokens of a real etcd 3.4 with simple tokens. */
class RealEtcd34SimpleTokensTest extends RealAuthContracts {
    RealEtcd34SimpleTokensTest() {
        super("3.4", TokenKind.SIMPLE);
    }
}
