package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Tag;

/** Users and tokens of a real etcd 3.4 with signed tokens. */
@Tag("slow")
class RealEtcd34JwtTokensTest extends RealAuthContracts {
    RealEtcd34JwtTokensTest() {
        super("3.4", TokenKind.JWT);
    }
}
