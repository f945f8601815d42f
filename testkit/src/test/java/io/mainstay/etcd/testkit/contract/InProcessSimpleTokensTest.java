package io.mainstay.etcd.testkit.contract;

/** Users and tokens of an embedded etcd with simple tokens, in-process. */
class InProcessSimpleTokensTest extends EmbeddedAuthContracts {
    @Override
    AuthTarget open() {
        return EmbeddedAuthTarget.simple(EmbeddedWay.IN_PROCESS, TokenKind.SIMPLE.leastTtl());
    }
}
