package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Tag;

/** Users and tokens of a real etcd 3.5 with simple tokens. */
@Tag("slow")
class RealEtcd35SimpleTokensTest extends RealAuthContracts {
    RealEtcd35SimpleTokensTest() {
        super("3.5", TokenKind.SIMPLE);
    }
}
