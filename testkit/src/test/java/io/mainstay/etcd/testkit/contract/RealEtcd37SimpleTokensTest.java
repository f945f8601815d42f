package io.mainstay.etcd.testkit.contract;

/** Users and tokens of a real etcd 3.7 with simple tokens. */
class RealEtcd37SimpleTokensTest extends RealAuthContracts {
    RealEtcd37SimpleTokensTest() {
        super("3.7", TokenKind.SIMPLE);
    }
}
