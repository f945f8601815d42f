package io.mainstay.etcd.testkit.contract;

/** Users and tokens of a real etcd 3.5 with signed tokens. */
class RealEtcd35JwtTokensTest extends RealAuthContracts {
    RealEtcd35JwtTokensTest() {
        super("3.5", TokenKind.JWT);
    }
}
