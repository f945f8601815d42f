package io.mainstay.etcd.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.auth.Auth;
import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.testkit.contract.TlsServers;
import io.mainstay.etcd.testkit.tls.CertificateFiles;
import io.mainstay.etcd.testkit.tls.TestCa;
import io.mainstay.etcd.testkit.tls.TestCertificate;
import io.mainstay.etcd.tls.Tls;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With authentication on, a client that shows a certificate and no password is the user of its common name. */
class CertificateUserTest {
    @TempDir
    private Path folder;

    private TestCa ca;
    private RealEtcdTls tls;

    @BeforeEach
    void makeCertificates() {
        ca = TestCa.create(folder, "ca");
        CertificateFiles server = ca.issue(TestCertificate.server("127.0.0.1"));
        tls = RealEtcdTls.mutual(ca.certificate(), server, ca.issue(TestCertificate.client("root")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "3.7"})
    void theCommonNameIsTheUser(String line) throws Exception {
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd(line)).withTls(tls);
        try (RealEtcd etcd = RealEtcd.start(options)) {
            assertNamesAreUsers(etcd.endpoint());
        }
    }

    @Test
    void theCommonNameIsTheUserOfAnEmbeddedEtcd() throws Exception {
        try (EmbeddedEtcd etcd = TlsServers.with(tls).bcryptCost(4).start()) {
            assertNamesAreUsers(etcd.endpoint());
            // The gateway of a real etcd shows its own certificate; so there a certificate says nothing, as etcd
            // advises.
            try (EtcdClient client = EtcdClient.builder()
                    .endpoints(etcd.endpoint())
                    .tls(as("root"))
                    .transport(new GatewayTransportProvider())
                    .build()) {
                assertThatThrownBy(() -> client.kv().get("/bob/a"))
                        .isInstanceOf(EtcdException.class)
                        .hasMessageContaining("user name is empty");
            }
        }
    }

    private void assertNamesAreUsers(String endpoint) throws Exception {
        try (EtcdClient root = connect(endpoint, as("root"))) {
            setUp(root.auth());
        }
        try (EtcdClient client = connect(endpoint, as("alice"));
                Watch watch = client.watch("/alice/a")) {
            watch.ready().get(20, TimeUnit.SECONDS);
            client.kv().put("/alice/a", "1");
            Iterator<WatchEvent> events = watch.iterator();
            assertThat(events.next().kv().value().utf8()).isEqualTo("1");
            assertThatThrownBy(() -> client.kv().put("/bob/a", "1")).isInstanceOf(PermissionDeniedException.class);
        }
        try (EtcdClient client = connect(endpoint, as("root"))) {
            client.kv().put("/bob/a", "1");
        }
        try (EtcdClient client = connect(endpoint, as("nobody-knows"))) {
            assertThatThrownBy(() -> client.kv().get("/bob/a")).isInstanceOf(PermissionDeniedException.class);
        }
        // A token says more than a certificate.
        try (EtcdClient client = EtcdClient.builder()
                .endpoints(endpoint)
                .tls(as("root"))
                .user("bob", Secret.of("bobs-password"))
                .build()) {
            assertThat(client.kv().get("/bob/a")).isPresent();
            assertThatThrownBy(() -> client.kv().get("/alice/a")).isInstanceOf(PermissionDeniedException.class);
        }
    }

    private Tls as(String name) {
        CertificateFiles own = ca.issue(TestCertificate.client(name));
        return Tls.trusting(ca.certificate()).identity(own.certificate(), own.key());
    }

    private static EtcdClient connect(String endpoint, Tls tls) {
        return EtcdClient.builder().endpoints(endpoint).tls(tls).build();
    }

    private static void setUp(Auth auth) {
        auth.userAdd("root");
        auth.roleAdd("root");
        auth.userGrantRole("root", "root");
        auth.userAdd("alice");
        auth.userAdd("bob", Secret.of("bobs-password"));
        for (String name : new String[] {"alice", "bob"}) {
            auth.roleAdd(name);
            auth.roleGrantPermission(name, Permission.Type.READWRITE, KeyRange.prefix("/" + name + "/"));
            auth.userGrantRole(name, name);
        }
        auth.enable();
    }
}
