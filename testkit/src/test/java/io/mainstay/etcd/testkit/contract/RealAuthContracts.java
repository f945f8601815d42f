package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The suites about users and tokens over gRPC to one real etcd of a line of versions, with one kind of tokens. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RealAuthContracts {
    private final String line;
    private final TokenKind tokens;
    private RealAuthTarget shared;

    RealAuthContracts(String line, TokenKind tokens) {
        this.line = line;
        this.tokens = tokens;
    }

    @BeforeAll
    void startServer(@TempDir Path folder) {
        shared = RealAuthTarget.start(line, new GrpcTransportProvider(), tokens, folder, tokens.leastTtl());
    }

    @AfterAll
    void stopServer() {
        if (shared != null) {
            shared.close();
        }
    }

    @Nested
    class Users extends AuthContract {
        @Override
        protected AuthTarget open() {
            return shared.borrowed();
        }
    }

    @Nested
    class Tokens extends TokenContract {
        @Override
        protected AuthTarget open() {
            return shared.borrowed();
        }
    }

    @Nested
    class Restart extends TokenRestartContract {
        @Override
        protected RestartableTarget open() {
            return shared.borrowed();
        }
    }
}
