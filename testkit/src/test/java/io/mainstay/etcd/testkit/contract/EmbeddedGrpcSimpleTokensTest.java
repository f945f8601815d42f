package io.mainstay.etcd.testkit.contract;

/** Users and tokens of an embedded etcd with simple tokens, over gRPC. */
class EmbeddedGrpcSimpleTokensTest extends EmbeddedAuthContracts {
    @Override
    AuthTarget open() {
        return EmbeddedAuthTarget.simple(EmbeddedWay.GRPC, TokenKind.SIMPLE.leastTtl());
    }
}
