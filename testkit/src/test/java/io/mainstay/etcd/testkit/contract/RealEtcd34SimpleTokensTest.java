package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Tag;

/** Users and tokens of a real etcd 3.4 with simple tokens. */
@Tag("slow")
class RealEtcd34SimpleTokensTest extends RealAuthContracts {
    RealEtcd34SimpleTokensTest() {
        super("3.4", TokenKind.SIMPLE);
    }
}
