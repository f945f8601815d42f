package io.mainstay.etcd.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.testkit.tls.CertificateFiles;
import io.mainstay.etcd.testkit.tls.TestCa;
import io.mainstay.etcd.testkit.tls.TestCertificate;
import io.mainstay.etcd.tls.Tls;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With authentication on, a client that shows a certificate and no password is the user of its common name. */
class CertificateUserTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "3.7"})
    void theCommonNameIsTheUser(String line) throws Exception {
        TestCa ca = TestCa.create(folder, "ca");
        CertificateFiles server = ca.issue(TestCertificate.server("127.0.0.1"));
        CertificateFiles root = ca.issue(TestCertificate.client("root"));
        CertificateFiles alice = ca.issue(TestCertificate.client("alice"));
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd(line))
                .withTls(RealEtcdTls.mutual(ca.certificate(), server, root));
        try (RealEtcd etcd = RealEtcd.start(options)) {
            setUp(etcd.etcdctl());
            Tls trusting = Tls.trusting(ca.certificate());
            Tls asAlice = trusting.identity(alice.certificate(), alice.key());
            Tls asRoot = trusting.identity(root.certificate(), root.key());
            try (EtcdClient client = connect(etcd, asAlice);
                    Watch watch = client.watch("/alice/a")) {
                watch.ready().get(20, TimeUnit.SECONDS);
                client.kv().put("/alice/a", "1");
                Iterator<WatchEvent> events = watch.iterator();
                assertThat(events.next().kv().value().utf8()).isEqualTo("1");
                assertThatThrownBy(() -> client.kv().put("/bob/a", "1")).isInstanceOf(PermissionDeniedException.class);
            }
            try (EtcdClient client = connect(etcd, asRoot)) {
                client.kv().put("/bob/a", "1");
            }
            // A token says more than a certificate.
            try (EtcdClient client = EtcdClient.builder()
                    .endpoints(etcd.endpoint())
                    .tls(asRoot)
                    .user("bob", Secret.of("bobs-password"))
                    .build()) {
                assertThat(client.kv().get("/bob/a")).isPresent();
                assertThatThrownBy(() -> client.kv().get("/alice/a")).isInstanceOf(PermissionDeniedException.class);
            }
        }
    }

    private static EtcdClient connect(RealEtcd etcd, Tls tls) {
        return EtcdClient.builder().endpoints(etcd.endpoint()).tls(tls).build();
    }

    private static void setUp(Etcdctl etcdctl) {
        etcdctl.print("user", "add", "root", "--no-password");
        etcdctl.print("role", "add", "root");
        etcdctl.print("user", "grant-role", "root", "root");
        etcdctl.print("user", "add", "alice", "--no-password");
        etcdctl.print("user", "add", "bob:bobs-password");
        for (String name : new String[] {"alice", "bob"}) {
            etcdctl.print("role", "add", name);
            etcdctl.print("role", "grant-permission", name, "readwrite", "/" + name + "/", "--prefix=true");
            etcdctl.print("user", "grant-role", name, name);
        }
        etcdctl.print("auth", "enable");
    }
}
