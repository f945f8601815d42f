package io.mainstay.etcd.testkit.contract;

/** Users and tokens of a real etcd 3.6 with signed tokens. */
class RealEtcd36JwtTokensTest extends RealAuthContracts {
    RealEtcd36JwtTokensTest() {
        super("3.6", TokenKind.JWT);
    }
}
