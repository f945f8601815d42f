package io.mainstay.etcd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.testkit.tls.CertificateFiles;
import io.mainstay.etcd.testkit.tls.KeyForm;
import io.mainstay.etcd.testkit.tls.TestCa;
import io.mainstay.etcd.testkit.tls.TestCertificate;
import io.mainstay.etcd.tls.Tls;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealEtcdClusterTest {

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void survivesAKilledMemberWhichCatchesUpAfterItsRestart(String line) {
        try (RealEtcdCluster cluster = start(Requirement.realEtcd(line))) {
            RealEtcd victim = cluster.member(1);
            cluster.etcdctl().print("put", "key", "before");

            victim.kill();

            assertThat(cluster.isRunning()).isFalse();
            putOnceThereIsALeader(cluster.member(0), "while dead");

            victim.restart();

            assertThat(cluster.isRunning()).isTrue();
            assertThat(victim.etcdctl().print("get", "key")).isEqualTo("key\nwhile dead\n");
        }
    }

    @Test
    void withoutItsMajorityItTakesNoWrite() {
        try (RealEtcdCluster cluster = start(Requirement.realEtcd())) {
            cluster.member(1).pause();
            cluster.member(2).pause();

            Etcdctl lonely = cluster.member(0).etcdctl();
            assertThat(lonely.run("--command-timeout=1s", "put", "key", "value").exitCode())
                    .isNotZero();

            cluster.member(1).resume();
            cluster.member(2).resume();

            putOnceThereIsALeader(cluster.member(0), "value");
        }
    }

    @Test
    void killedAsAWholeItComesBackAsAWholeWithItsData() {
        try (RealEtcdCluster cluster = start(Requirement.realEtcd())) {
            cluster.etcdctl().print("put", "key", "kept");
            List<String> endpoints = cluster.endpoints();

            cluster.kill();
            assertThat(cluster.members()).noneMatch(RealEtcd::isRunning);
            cluster.restart();

            assertThat(cluster.members()).hasSize(3).allMatch(RealEtcd::isRunning);
            assertThat(cluster.endpoints()).isEqualTo(endpoints);
            assertThat(cluster.etcdctl().print("get", "key")).isEqualTo("key\nkept\n");
            assertThat(cluster.etcdctl().print("member", "list")).contains(endpoints);
        }
    }

    @Test
    void aWipedMemberJoinsAnewAndHasTheData() {
        try (RealEtcdCluster cluster = start(Requirement.realEtcd())) {
            cluster.etcdctl().print("put", "key", "kept");
            String before = cluster.etcdctl().print("member", "list");
            cluster.wipe(2);
            assertThat(cluster.member(2).isRunning()).isFalse();
            assertThat(cluster.member(0).etcdctl().print("member", "list").lines())
                    .hasSize(2);
            cluster.rejoin(2);
            assertThat(cluster.member(2).etcdctl().print("get", "key")).isEqualTo("key\nkept\n");
            String after = cluster.etcdctl().print("member", "list");
            assertThat(after.lines()).hasSize(3);
            assertThat(after).as("it has another id").isNotEqualTo(before);
        }
    }

    @Test
    void stopsPausesAndResumesAsAWhole() {
        try (RealEtcdCluster cluster = start(Requirement.realEtcd())) {
            cluster.pause();
            assertThat(cluster.etcdctl()
                            .run("--command-timeout=1s", "get", "key")
                            .exitCode())
                    .isNotZero();
            cluster.resume();
            putOnceThereIsALeader(cluster.member(0), "value");
            cluster.stop();
            assertThat(cluster.members()).noneMatch(RealEtcd::isRunning);
        }
    }

    @Test
    void overMutualTlsAClientOutlivesAMember(@TempDir Path folder) {
        TestCa ca = TestCa.create(folder, "ca");
        CertificateFiles server = ca.issue(TestCertificate.server("127.0.0.1").keys(KeyForm.RSA_PKCS1));
        CertificateFiles own = ca.issue(TestCertificate.client("own").keys(KeyForm.EC_SEC1));
        RealEtcdOptions options =
                RealEtcdOptions.of(Requirement.realEtcd()).withTls(RealEtcdTls.mutual(ca.certificate(), server, own));
        try (RealEtcdCluster cluster = RealEtcdCluster.start(options);
                EtcdClient client = EtcdClient.builder()
                        .endpoints(cluster.endpoints().toArray(String[]::new))
                        .tls(Tls.trusting(ca.certificate()).identity(own.certificate(), own.key()))
                        .build()) {
            client.kv().put("key", "before");
            assertThat(cluster.etcdctl().print("get", "key")).isEqualTo("key\nbefore\n");
            cluster.member(0).kill();
            assertThat(client.kv().get("key")).map(kv -> kv.value().utf8()).contains("before");
        }
    }

    /** What is sent to the old leader is lost to it, and refused after some seconds: so try again. */
    private static void putOnceThereIsALeader(RealEtcd member, String value) {
        Etcdctl.Result result = member.etcdctl().run("put", "key", value);
        for (int i = 0; i < 10 && result.exitCode() != 0; i++) {
            result = member.etcdctl().run("put", "key", value);
        }
        assertThat(result.stdout()).as(result.stderr()).isEqualTo("OK\n");
    }

    private static RealEtcdCluster start(EtcdInstall install) {
        return RealEtcdCluster.start(RealEtcdOptions.of(install));
    }
}
