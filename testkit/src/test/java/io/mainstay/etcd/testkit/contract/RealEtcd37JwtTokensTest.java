package io.mainstay.etcd.testkit.contract;

/** Users and tokens of a real etcd 3.7 with signed tokens. */
class RealEtcd37JwtTokensTest extends RealAuthContracts {
    RealEtcd37JwtTokensTest() {
        super("3.7", TokenKind.JWT);
    }
}
