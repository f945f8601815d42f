package io.mainstay.etcd.testkit.contract;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Users and tokens of an embedded etcd with signed tokens, over gRPC. */
class EmbeddedGrpcJwtTokensTest extends EmbeddedAuthContracts {
    @TempDir
    static Path folder;

    @Override
    AuthTarget open() {
        return EmbeddedAuthTarget.of(TokenKind.JWT, EmbeddedWay.GRPC, folder);
    }
}
