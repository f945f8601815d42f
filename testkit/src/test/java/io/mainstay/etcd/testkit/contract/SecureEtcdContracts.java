package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.RealEtcdTls;
import io.mainstay.etcd.testkit.tls.CertificateFiles;
import io.mainstay.etcd.testkit.tls.TestCa;
import io.mainstay.etcd.testkit.tls.TestCertificate;
import io.mainstay.etcd.tls.Tls;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** All suites over one transport and TLS to one real etcd of a line of versions. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SecureEtcdContracts extends EtcdMemberContracts {
    private final String line;
    private final TransportProvider transport;
    private final boolean mutual;
    private RealEtcdTarget shared;

    SecureEtcdContracts(String line, TransportProvider transport, boolean mutual) {
        this.line = line;
        this.transport = transport;
        this.mutual = mutual;
    }

    @BeforeAll
    void startServer(@TempDir Path folder) {
        TestCa ca = TestCa.create(folder, "ca");
        CertificateFiles server = ca.issue(TestCertificate.server("127.0.0.1"));
        Tls trusting = Tls.trusting(ca.certificate());
        if (mutual) {
            CertificateFiles client = ca.issue(TestCertificate.client("client"));
            shared = RealEtcdTarget.start(
                    line,
                    transport,
                    RealEtcdTls.mutual(ca.certificate(), server, client),
                    trusting.identity(client.certificate(), client.key()));
        } else {
            shared = RealEtcdTarget.start(line, transport, RealEtcdTls.oneWay(ca.certificate(), server), trusting);
        }
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
