package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.testkit.RealEtcdTls;
import io.mainstay.etcd.testkit.tls.CertificateFiles;
import io.mainstay.etcd.testkit.tls.TestCa;
import io.mainstay.etcd.testkit.tls.TestCertificate;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** All suites over one way and TLS to an embedded etcd. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class EmbeddedTlsContracts extends EtcdMemberContracts {
    private final EmbeddedWay way;
    private final boolean mutual;
    private RealEtcdTls tls;

    EmbeddedTlsContracts(EmbeddedWay way, boolean mutual) {
        this.way = way;
        this.mutual = mutual;
    }

    @BeforeAll
    void makeCertificates(@TempDir Path folder) {
        TestCa ca = TestCa.create(folder, "ca");
        CertificateFiles server = ca.issue(TestCertificate.server("127.0.0.1"));
        tls = mutual
                ? RealEtcdTls.mutual(ca.certificate(), server, ca.issue(TestCertificate.client("client")))
                : RealEtcdTls.oneWay(ca.certificate(), server);
    }

    @Override
    protected Target open() {
        return new EmbeddedTlsTarget(way, tls);
    }
}
