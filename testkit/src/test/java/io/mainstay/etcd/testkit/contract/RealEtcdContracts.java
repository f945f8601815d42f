package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.spi.TransportProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** All suites over one transport to one real etcd of a line of versions. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RealEtcdContracts extends EtcdMemberContracts {
    private final String line;
    private final TransportProvider transport;
    private RealEtcdTarget shared;

    RealEtcdContracts(String line, TransportProvider transport) {
        this.line = line;
        this.transport = transport;
    }

    @BeforeAll
    void startServer() {
        shared = RealEtcdTarget.start(line, transport);
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

    @Nested
    class Network extends NetworkContract {
        @Override
        protected Target open() {
            return RealEtcdContracts.this.open();
        }
    }
}
