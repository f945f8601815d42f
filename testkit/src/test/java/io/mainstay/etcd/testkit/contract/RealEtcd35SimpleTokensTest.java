package io.mainstay.etcd.testkit.contract;

/** Users and tokens of a real etcd 3.5 with simple tokens. */
class RealEtcd35SimpleTokensTest extends RealAuthContracts {
    RealEtcd35SimpleTokensTest() {
        super("3.5", TokenKind.SIMPLE);
    }
}
