package io.mainstay.etcd.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.cluster.Maintenance;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.SnapshotFileException;
import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an embedded etcd writes down a real one serves, and the other way round, with the same hash of the keys. */
@ExtendWith(LeakGate.class)
@Timeout(180)
class EmbeddedSnapshotTest {
    private static final long LEASE = 0x1234;

    @TempDir
    Path folder;

    /** What two servers with the same keys agree on. */
    private record Seen(long revision, List<KeyValue> kvs, List<Integer> hashes, List<Long> leases) {}

    private static Seen look(EtcdClient etcd, long compacted) {
        long revision = etcd.cluster().hashKv(0).header().revision();
        List<Integer> hashes = List.of(compacted + 1, (compacted + revision) / 2, revision).stream()
                .map(at -> etcd.cluster().hashKv(at).hash())
                .toList();
        return new Seen(
                revision,
                etcd.kv().range(RangeRequest.of(KeyRange.all())).kvs(),
                hashes,
                etcd.leases().list());
    }

    /** Fills a server with keys in all their states, and gives the revision that it is compacted at. */
    private static long fill(EtcdClient etcd) {
        etcd.leases().grant(Duration.ofHours(2), LEASE);
        etcd.leases().grant(Duration.ofHours(3), Long.MIN_VALUE);
        Random random = new Random(5);
        for (int i = 0; i < 600; i++) {
            String key = "/key/" + random.nextInt(150);
            switch (random.nextInt(6)) {
                case 0 -> etcd.kv().delete(key);
                case 1 -> etcd.kv().put(key, "leased", o -> o.lease(LEASE));
                case 2 -> etcd.kv().delete("/key/" + random.nextInt(20), o -> o.prefix());
                default -> etcd.kv().put(key, "x".repeat(random.nextInt(1_000)));
            }
        }
        etcd.kv().put("/large", "y".repeat(1_000_000));
        long revision = etcd.kv().delete("/key/0").header().revision();
        etcd.kv().put("/key/0", "again");
        etcd.kv().compact(new CompactRequest(revision - 100, true));
        return revision - 100;
    }

    private Path save(EtcdClient etcd, String endpoint) {
        Path file = folder.resolve("snapshot.db");
        try (Maintenance member = etcd.cluster().maintenance(endpoint)) {
            member.snapshot(file);
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "3.6", "3.7"})
    void aRealEtcdServesWhatAnEmbeddedOneSaved(String version) {
        EtcdInstall install = Requirement.realEtcd(version);
        Path file;
        Seen seen;
        long compacted;
        try (EmbeddedEtcd embedded = EmbeddedEtcd.builder().compat(version).start();
                EtcdClient etcd = EtcdClient.connect(embedded.endpoint())) {
            compacted = fill(etcd);
            seen = look(etcd, compacted);
            file = save(etcd, embedded.endpoint());
        }
        String status = new Etcdutl(install).run("snapshot", "status", file.toString(), "--write-out=json");
        assertThat(status).contains("\"revision\":" + seen.revision());
        try (RealEtcd restored = new Etcdutl(install).serve(file);
                EtcdClient etcd = EtcdClient.connect(restored.endpoint())) {
            assertThat(look(etcd, compacted)).isEqualTo(seen);
            assertThat(etcd.kv().put("/more", "1").header().revision()).isEqualTo(seen.revision() + 1);
            etcd.leases().revoke(LEASE);
            assertThat(etcd.kv().range(RangeRequest.of(KeyRange.all())).kvs())
                    .extracting(KeyValue::lease)
                    .doesNotContain(LEASE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "3.6", "3.7"})
    void anEmbeddedEtcdServesWhatARealOneSaved(String version) throws Exception {
        EtcdInstall install = Requirement.realEtcd(version);
        Path copied = folder.resolve("copied");
        Path file;
        Seen seen;
        long compacted;
        try (RealEtcd real = RealEtcd.start(RealEtcdOptions.of(install))) {
            try (EtcdClient etcd = EtcdClient.connect(real.endpoint())) {
                compacted = fill(etcd);
                seen = look(etcd, compacted);
                file = save(etcd, real.endpoint());
            }
            real.stop();
            try (var files = Files.walk(real.folder())) {
                Path db = files.filter(each -> each.endsWith(Path.of("snap", "db")))
                        .findFirst()
                        .orElseThrow();
                Files.copy(db, copied);
            }
        }
        for (Path source : List.of(file, copied)) {
            try (EmbeddedEtcd embedded = EmbeddedEtcd.builder().snapshot(source).start();
                    EtcdClient etcd = EtcdClient.builder()
                            .transport(embedded.transports())
                            .build()) {
                assertThat(look(etcd, compacted)).isEqualTo(seen);
                etcd.leases().revoke(LEASE);
                assertThat(embedded.revision()).isEqualTo(seen.revision() + 1);
            }
        }
    }

    @Test
    void aDataDirectoryBegunWithASnapshotKeepsIt_andIsNotBegunTwice() {
        Path directory = folder.resolve("data");
        Path file;
        Seen seen;
        long compacted;
        try (EmbeddedEtcd first = EmbeddedEtcd.start();
                EtcdClient etcd = EtcdClient.connect(first.endpoint())) {
            compacted = fill(etcd);
            seen = look(etcd, compacted);
            file = save(etcd, first.endpoint());
        }
        EmbeddedEtcd.builder().snapshot(file).dataDir(directory).start().close();
        assertThatThrownBy(() ->
                        EmbeddedEtcd.builder().snapshot(file).dataDir(directory).start())
                .isInstanceOf(DataDirectoryException.class);
        try (EmbeddedEtcd again = EmbeddedEtcd.builder().dataDir(directory).start();
                EtcdClient etcd =
                        EtcdClient.builder().transport(again.transports()).build()) {
            assertThat(look(etcd, compacted)).isEqualTo(seen);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void usersAndRolesAreKept(String version) {
        EtcdInstall install = Requirement.realEtcd(version);
        Path fromEmbedded = folder.resolve("embedded.db");
        try (EmbeddedEtcd embedded =
                EmbeddedEtcd.builder().bcryptCost(4).compat(version).start()) {
            makeUsers(embedded.endpoint());
            saveAsRoot(embedded.endpoint(), fromEmbedded);
        }
        Path fromReal = folder.resolve("real.db");
        try (RealEtcd real = new Etcdutl(install).serve(fromEmbedded)) {
            showsUsers(real.endpoint());
            saveAsRoot(real.endpoint(), fromReal);
        }
        try (EmbeddedEtcd embedded = EmbeddedEtcd.builder().snapshot(fromReal).start()) {
            showsUsers(embedded.endpoint());
        }
    }

    private static EtcdClient as(String user, String endpoint) {
        return EtcdClient.builder()
                .endpoints(endpoint)
                .user(user, Secret.of("secret"))
                .build();
    }

    private static void makeUsers(String endpoint) {
        try (EtcdClient etcd = EtcdClient.connect(endpoint)) {
            etcd.kv().put("/mine/a", "1");
            etcd.kv().put("/other", "2");
            etcd.auth().roleAdd("owner");
            etcd.auth().roleGrantPermission("owner", Permission.Type.READWRITE, KeyRange.prefix(Bytes.utf8("/mine/")));
            etcd.auth().userAdd("user", Secret.of("secret"));
            etcd.auth().userGrantRole("user", "owner");
            etcd.auth().userAdd("nobody");
            etcd.auth().userAdd("root", Secret.of("secret"));
            etcd.auth().userGrantRole("root", "root");
            etcd.auth().enable();
        }
    }

    private static void showsUsers(String endpoint) {
        try (EtcdClient root = as("root", endpoint);
                EtcdClient user = as("user", endpoint)) {
            assertThat(root.auth().userList()).containsExactlyInAnyOrder("nobody", "root", "user");
            assertThat(root.auth().status().enabled()).isTrue();
            assertThat(root.auth().roleGet("owner"))
                    .containsExactly(new Permission(Permission.Type.READWRITE, KeyRange.prefix(Bytes.utf8("/mine/"))));
            assertThat(user.kv().get("/mine/a").orElseThrow().value().utf8()).isEqualTo("1");
            user.kv().put("/mine/b", "3");
            assertThatThrownBy(() -> user.kv().get("/other")).isInstanceOf(PermissionDeniedException.class);
            user.kv().delete("/mine/b");
        }
    }

    private static void saveAsRoot(String endpoint, Path file) {
        try (EtcdClient root = as("root", endpoint);
                Maintenance member = root.cluster().maintenance(endpoint)) {
            member.snapshot(file);
        }
    }

    @Test
    void anEmbeddedEtcdServesWhatAnotherSaved() throws Exception {
        Path file;
        Seen seen;
        long compacted;
        try (EmbeddedEtcd embedded = EmbeddedEtcd.start();
                EtcdClient etcd = EtcdClient.connect(embedded.endpoint())) {
            compacted = fill(etcd);
            seen = look(etcd, compacted);
            file = save(etcd, embedded.endpoint());
        }
        try (EmbeddedEtcd embedded = EmbeddedEtcd.builder().snapshot(file).start();
                EtcdClient etcd =
                        EtcdClient.builder().transport(embedded.transports()).build()) {
            assertThat(look(etcd, compacted)).isEqualTo(seen);
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> EmbeddedEtcd.builder().snapshot(file).start())
                .isInstanceOf(SnapshotFileException.class)
                .hasMessageContaining("the hash at its end is not that of the rest");
        Files.write(file, Arrays.copyOf(bytes, 5_000));
        assertThatThrownBy(() -> EmbeddedEtcd.builder().snapshot(file).start())
                .isInstanceOfSatisfying(
                        SnapshotFileException.class, e -> assertThat(e.file()).isEqualTo(file))
                .hasMessageContaining("cut short");
    }
}
