package io.mainstay.etcd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.Maintenance;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a snapshot is for: etcd's own tools take the file, and a member restored from it has the same keys. */
@ExtendWith(LeakGate.class)
@Timeout(120)
class SnapshotRestoreTest {
    @TempDir
    Path folder;

    @Test
    void aSnapshotOfEachMemberIsRestored() {
        EtcdInstall install = Requirement.realEtcd("3.6");
        try (RealEtcdCluster cluster = RealEtcdCluster.start(RealEtcdOptions.of(install));
                EtcdClient etcd = EtcdClient.connect(cluster.endpoints().toArray(String[]::new))) {
            for (int i = 0; i < 300; i++) {
                etcd.kv().put("/key/" + i % 100, "x".repeat(i * 10));
            }
            long revision = etcd.kv().put("/last", "1").header().revision();
            HashKvResult hash = etcd.cluster().hashKv(revision);
            for (Member member : etcd.cluster().members()) {
                Path file = folder.resolve(member.name() + ".db");
                try (Maintenance hold = etcd.cluster().maintenance(member)) {
                    assertThat(hold.hashKv(revision).hash()).isEqualTo(hash.hash());
                    hold.snapshot(file);
                }
                String status = new Etcdutl(install).run("snapshot", "status", file.toString(), "--write-out=json");
                assertThat(status).contains("\"revision\":" + revision).contains("\"totalKey\":");
                servesTheSame(install, file, hash);
            }
        }
    }

    private static void servesTheSame(EtcdInstall install, Path file, HashKvResult hash) {
        try (RealEtcd restored = new Etcdutl(install).serve(file);
                EtcdClient etcd = EtcdClient.connect(restored.endpoint())) {
            assertThat(etcd.cluster().hashKv(hash.hashRevision()).hash()).isEqualTo(hash.hash());
            assertThat(etcd.kv().get("/last").orElseThrow().value().utf8()).isEqualTo("1");
        }
    }
}
