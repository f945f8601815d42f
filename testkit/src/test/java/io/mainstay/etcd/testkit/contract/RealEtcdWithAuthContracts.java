package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.spi.TransportProvider;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** All suites as root over one transport to one real etcd with authentication on, whose tokens live for two seconds. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RealEtcdWithAuthContracts extends EtcdMemberContracts {
    private static final Duration TTL = Duration.ofSeconds(2);

    private final String line;
    private final TransportProvider transport;
    private final TokenKind tokens;
    private RealAuthTarget shared;

    RealEtcdWithAuthContracts(String line, TransportProvider transport, TokenKind tokens) {
        this.line = line;
        this.transport = transport;
        this.tokens = tokens;
    }

    @BeforeAll
    void startServer(@TempDir Path folder) {
        shared = RealAuthTarget.start(line, transport, tokens, folder, TTL);
    }

    @AfterAll
    void stopServer() {
        if (shared != null) {
            shared.close();
        }
    }

    @Override
    protected Target open() {
        return shared.borrowed();
    }
}
