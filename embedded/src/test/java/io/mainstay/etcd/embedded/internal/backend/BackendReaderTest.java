package io.mainstay.etcd.embedded.internal.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.auth.AuthState;
import io.mainstay.etcd.embedded.internal.auth.Role;
import io.mainstay.etcd.embedded.internal.auth.User;
import io.mainstay.etcd.embedded.internal.bolt.BoltBucket;
import io.mainstay.etcd.embedded.internal.bolt.BoltEntry;
import io.mainstay.etcd.embedded.internal.bolt.BoltException;
import io.mainstay.etcd.embedded.internal.bolt.BoltFile;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.mvcc.Steps;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.embedded.internal.state.ServerState.GrantedLease;
import io.mainstay.etcd.embedded.internal.state.ServerState.Membership;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.PutRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database is read as it was written, and one that is none, or lies, is refused with a word that says why. */
class BackendReaderTest {
    @TempDir
    Path folder;

    private static final byte[] PLACE =
            ByteBuffer.allocate(17).putLong(2).put((byte) '_').putLong(0).array();

    private Path write(BoltFile file, byte... tail) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < file.pieces(); i++) {
            bytes.writeBytes(file.piece(i));
        }
        bytes.writeBytes(tail);
        return Files.write(folder.resolve("db"), bytes.toByteArray());
    }

    private void refuses(String why, BoltBucket... buckets) throws IOException {
        Path path = write(new BoltFile(List.of(buckets)));
        assertThatExceptionOfType(BoltException.class)
                .isThrownBy(() -> BackendReader.read(path))
                .withMessageContaining(why);
    }

    private static BoltBucket bucket(String name, BoltEntry... entries) {
        return new BoltBucket(name, List.of(entries));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsWhatWasWritten() throws Exception {
        Snapshot store = Snapshot.FRESH;
        for (int i = 0; i < 30; i++) {
            PutRequest put = PutRequest.of(Bytes.utf8("k" + i % 7), Bytes.utf8("v" + i));
            store = Steps.put(store, put, lease -> true).commit().after();
        }
        store = Steps.compact(store, 20);
        User user = new User("u", "$2a$04$hash", false, List.of("a", "root"));
        AuthState auth = AuthState.of(true, 9, List.of(user), List.of(new Role("a", List.of())));
        List<GrantedLease> leases = List.of(new GrantedLease(Long.MIN_VALUE, 60), new GrantedLease(5, 100));
        List<Alarm> alarms = List.of(new Alarm(-1, AlarmType.NOSPACE));
        Member member = new Member(-3, "a \"name\"\n", List.of("http://a:1"), List.of(), false);
        Membership membership = new Membership(List.of(member), List.of(77L), "");
        ServerState state = new ServerState(50, store, leases, alarms, auth, membership);
        ServerState read = BackendReader.read(write(BackendFile.of(state, new StoredVersions("3.6.0", "3.6.0", 2))));
        assertThat(read.store().hash(25)).isEqualTo(store.hash(25));
        assertThat(read.store().revision()).isEqualTo(store.revision());
        assertThat(read.store().compactRevision()).isEqualTo(20);
        assertThat(read.store().size()).isEqualTo(store.size());
        assertThat(read.leases()).containsExactlyInAnyOrderElementsOf(leases);
        assertThat(read.alarms()).isEqualTo(alarms);
        assertThat(read.membership()).as("stays behind").isEqualTo(Membership.FRESH);
        assertThat(read.auth().enabled()).isTrue();
        assertThat(read.auth().revision()).isEqualTo(9);
        assertThat(read.auth().users().values()).containsExactly(user);
        assertThat(read.auth().roles()).containsOnlyKeys("a");
    }

    @Test
    void refusesWhatIsNoDatabaseOfAnEtcd() throws Exception {
        refuses("not an etcd's", bucket("something"));
        refuses("not an etcd's", bucket("meta"));
        Path path = Files.write(folder.resolve("text"), utf8("no database at all"));
        assertThatExceptionOfType(BoltException.class)
                .isThrownBy(() -> BackendReader.read(path))
                .withMessageContaining("no bbolt file");
    }

    @Test
    void refusesEntriesThatAreNone() throws Exception {
        byte[] kv = {10, 1, 'a', 16, 2, 24, 2, 32, 1};
        BoltBucket meta = bucket("meta");
        List<BoltEntry> bad = new ArrayList<>();
        bad.add(new BoltEntry(new byte[0], kv));
        bad.add(new BoltEntry(Arrays.copyOf(PLACE, 16), kv));
        bad.add(new BoltEntry(Arrays.copyOf(PLACE, 18), kv));
        bad.add(new BoltEntry(PLACE, new byte[0]));
        bad.add(new BoltEntry(PLACE, new byte[] {10, 127}));
        bad.add(new BoltEntry(PLACE, new byte[] {10, 1, 'a', 16, 2, 24, 3, 32, 1}));
        for (BoltEntry entry : bad) {
            refuses("no change of a key", bucket("key", entry), meta);
        }
        byte[] id = ByteBuffer.allocate(8).putLong(5).array();
        refuses("life or an id", bucket("key"), bucket("lease", new BoltEntry(id, new byte[] {8, 6, 16, 60})), meta);
        refuses("life or an id", bucket("key"), bucket("lease", new BoltEntry(id, new byte[] {8, 5})), meta);
        refuses("one of its leases", bucket("key"), bucket("lease", new BoltEntry(id, new byte[] {8})), meta);
        refuses("one of its alarms", bucket("alarm", new BoltEntry(new byte[] {16, 99}, id)), bucket("key"), meta);
        refuses("one of its users", bucket("authUsers", new BoltEntry(id, new byte[] {10})), bucket("key"), meta);
        refuses("one of its roles", bucket("authRoles", new BoltEntry(id, new byte[] {10})), bucket("key"), meta);
        refuses(
                "compacted at is none",
                bucket("key"),
                bucket("meta", new BoltEntry(utf8("finishedCompactRev"), new byte[3])));
    }

    @Test
    void aLeaseKeepsWhatItHadLeftAtItsLastCheckpoint() throws Exception {
        byte[] id = ByteBuffer.allocate(8).putLong(5).array();
        BoltEntry lease = new BoltEntry(id, new byte[] {8, 5, 16, 60, 24, 7});
        ServerState read =
                BackendReader.read(write(new BoltFile(List.of(bucket("key"), bucket("lease", lease), bucket("meta")))));
        assertThat(read.leases()).containsExactly(new GrantedLease(5, 60, 7));
    }

    @Test
    void finishesACompactionThatWasBegun() throws Exception {
        byte[] kv = {10, 1, 'a', 16, 2, 24, 2, 32, 1};
        byte[] next = PLACE.clone();
        next[7] = 3;
        byte[] newer = {10, 1, 'a', 16, 2, 24, 3, 32, 2};
        ServerState read = BackendReader.read(write(new BoltFile(List.of(
                bucket("key", new BoltEntry(PLACE, kv), new BoltEntry(next, newer)),
                bucket("meta", new BoltEntry(utf8("scheduledCompactRev"), next))))));
        assertThat(read.store().compactRevision()).isEqualTo(3);
        assertThat(read.store().revision()).isEqualTo(3);
    }

    @Test
    void refusesAWrongHash() throws Exception {
        Path path = write(new BoltFile(List.of(bucket("key"), bucket("meta"))), new byte[32]);
        assertThatExceptionOfType(BoltException.class)
                .isThrownBy(() -> BackendReader.read(path))
                .withMessageContaining("the hash at its end");
    }
}
