package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Tag;

/** Users and tokens of a real etcd 3.5 with signed tokens. */
@Tag("slow")
class RealEtcd35JwtTokensTest extends RealAuthContracts {
    RealEtcd35JwtTokensTest() {
        super("3.5", TokenKind.JWT);
    }
}
