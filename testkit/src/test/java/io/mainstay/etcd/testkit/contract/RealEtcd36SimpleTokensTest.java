package io.mainstay.etcd.testkit.contract;

/** Users and tokens of a real etcd 3.6 with simple tokens. */
class RealEtcd36SimpleTokensTest extends RealAuthContracts {
    RealEtcd36SimpleTokensTest() {
        super("3.6", TokenKind.SIMPLE);
    }
}
