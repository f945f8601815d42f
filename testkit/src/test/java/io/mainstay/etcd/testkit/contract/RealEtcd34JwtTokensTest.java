package io.mainstay.etcd.testkit.contract;

/** Users and tokens of a real etcd 3.4 with signed tokens. */
class RealEtcd34JwtTokensTest extends RealAuthContracts {
    RealEtcd34JwtTokensTest() {
        super("3.4", TokenKind.JWT);
    }
}
