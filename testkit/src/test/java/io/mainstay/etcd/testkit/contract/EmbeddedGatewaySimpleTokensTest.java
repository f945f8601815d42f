package io.mainstay.etcd.testkit.contract;

/** Users and tokens of an embedded etcd with simple tokens, over its JSON gateway. */
class EmbeddedGatewaySimpleTokensTest extends EmbeddedAuthContracts {
    @Override
    AuthTarget open() {
        return EmbeddedAuthTarget.simple(EmbeddedWay.GATEWAY, TokenKind.SIMPLE.leastTtl());
    }
}
