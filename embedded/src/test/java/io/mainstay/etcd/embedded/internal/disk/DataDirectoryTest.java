package io.mainstay.etcd.embedded.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.embedded.directory.DataDirectoryException.Reason;
import io.mainstay.etcd.embedded.internal.auth.AuthState;
import io.mainstay.etcd.embedded.internal.auth.Role;
import io.mainstay.etcd.embedded.internal.auth.User;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.log.EntryCodec;
import io.mainstay.etcd.embedded.internal.log.RandomEntries;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.mvcc.Steps;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.embedded.internal.state.ServerState.GrantedLease;
import io.mainstay.etcd.embedded.internal.state.ServerState.Membership;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final Owner OWNER = new Owner(0xc1, 0x3e);

    private static final Disk DISK = new FaultyDisk();

    private final long seed = new Random().nextLong();
    private final RandomEntries random = new RandomEntries(seed);

    @TempDir
    private Path temp;

    @Test
    void aCutAnywhereLeavesTheWholeFramesBeforeIt() throws Exception {
        List<List<Entry<?>>> frames = frames(5);
        List<Integer> ends = write(dir(), frames);
        byte[] whole = Files.readAllBytes(log());
        assertThat(whole).hasSize(ends.get(ends.size() - 1));
        for (int length = FileHeader.SIZE; length <= whole.length; length++) {
            int cut = length;
            Files.write(log(), Arrays.copyOf(whole, length));
            List<Entry<?>> expected = new ArrayList<>();
            for (int i = 0; i < frames.size() && ends.get(i) <= cut; i++) {
                expected.addAll(frames.get(i));
            }
            assertThat(read()).as("seed %d, cut at %d", seed, cut).isEqualTo(expected);
            int good = ends.stream().filter(end -> end <= cut).reduce(FileHeader.SIZE, Math::max);
            assertThat(log()).as("what was cut off is gone").hasSize(good);
        }
    }

    @Test
    void aFrameWhoseEndWasNeverWrittenIsCutOff() throws Exception {
        List<List<Entry<?>>> frames = frames(5);
        List<Integer> ends = write(dir(), frames);
        byte[] whole = Files.readAllBytes(log());
        for (int from = FileHeader.SIZE; from < whole.length; from++) {
            int cut = from;
            Files.write(log(), Arrays.copyOf(Arrays.copyOf(whole, cut), whole.length + 600));
            List<Entry<?>> expected = new ArrayList<>();
            for (int i = 0; i < frames.size() && ends.get(i) <= cut; i++) {
                expected.addAll(frames.get(i));
            }
            assertThat(read()).as("seed %d, zeros from %d on", seed, cut).isEqualTo(expected);
        }
    }

    @Test
    void aLogThatWasNotClosedIsReadToItsEndAndGoneOnWith() throws Exception {
        List<List<Entry<?>>> frames = frames(4);
        Path copy = temp.resolve("copy");
        try (DataDirectory directory = open()) {
            EntryLog log = directory.replay(entry -> {});
            for (List<Entry<?>> frame : frames) {
                log.append(bytes(frame), Tampering.UNTIMED);
            }
            Files.createDirectories(copy);
            Files.copy(log(), copy.resolve(log().getFileName()));
            assertThat(Files.size(log())).as("with what is reserved").isGreaterThan(log.logBytes());
            log.close();
            assertThat(log()).as("what is reserved is given back").hasSize(log.logBytes());
        }
        for (int more = 0; more < 2; more++) {
            assertThat(read(copy)).as("seed %d", seed).isEqualTo(join(frames));
        }
    }

    @Test
    void aCutHeaderIsRefused() throws Exception {
        write(dir(), frames(2));
        byte[] whole = Files.readAllBytes(log());
        for (int length = 0; length < FileHeader.SIZE; length++) {
            Files.write(log(), Arrays.copyOf(whole, length));
            assertRefused(Reason.DAMAGED, log().getFileName() + " is refused, at offset 0");
        }
    }

    @Test
    void aFlippedBitAnywhereIsRefusedAndTheFileIsLeftAsItIs() throws Exception {
        write(dir(), frames(4));
        byte[] whole = Files.readAllBytes(log());
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(log(), flipped);
            assertRefused(Reason.DAMAGED, log().getFileName() + " is refused, at offset");
            assertThat(Files.readAllBytes(log()))
                    .as("seed %d, flipped at %d", seed, at)
                    .isEqualTo(flipped);
        }
    }

    @Test
    void whatIsBehindTheEndIsCutOffOnlyWhenACrashExplainsIt() throws Exception {
        List<List<Entry<?>>> frames = frames(3);
        List<Integer> ends = write(dir(), frames);
        byte[] whole = Files.readAllBytes(log());
        byte[] zeros = Arrays.copyOf(whole, whole.length + 2000);
        Files.write(log(), zeros);
        assertThat(read()).as("never written").isEqualTo(join(frames));
        byte[] garbage = zeros.clone();
        Arrays.fill(garbage, whole.length, garbage.length, (byte) 7);
        Files.write(log(), garbage);
        assertRefused(Reason.DAMAGED, "at offset " + whole.length);
        byte[] hole = whole.clone();
        Arrays.fill(hole, ends.get(0), ends.get(1), (byte) 0);
        Files.write(log(), hole);
        assertRefused(Reason.DAMAGED, "at offset " + ends.get(0));
    }

    @Test
    void aMissingPartOfTheLogIsRefused() throws Exception {
        try (DataDirectory directory = open()) {
            EntryLog log = directory.replay(entry -> {});
            for (int i = 0; i < 3; i++) {
                log.append(bytes(frames(1).get(0)), Tampering.UNTIMED);
                log.startPart();
            }
            log.close();
        }
        List<Path> logs = list(".log");
        assertThat(logs).hasSize(4);
        for (int i = 0; i < 3; i++) {
            byte[] part = Files.readAllBytes(logs.get(i));
            Files.delete(logs.get(i));
            assertRefused(Reason.DAMAGED, i == 0 ? "with entry 5 is missing" : "does not follow");
            Files.write(logs.get(i), Arrays.copyOf(part, part.length - 1));
            assertRefused(Reason.DAMAGED, "the log goes on behind it");
            Files.write(logs.get(i), part);
        }
        assertThat(read()).hasSizeGreaterThan(2);
    }

    @Test
    void aCheckpointGivesTheSameStateAndTakesThePlaceOfTheLogBeforeIt() throws Exception {
        ServerState state = state();
        DataDirectory.create(DISK, dir(), OWNER, state);
        List<Entry<?>> entries = frames(1).get(0);
        ServerState later;
        try (DataDirectory directory = open()) {
            assertSame(directory.state(), state);
            EntryLog log = directory.replay(entry -> {
                throw new AssertionError("no entry was logged");
            });
            log.append(bytes(entries), Tampering.UNTIMED);
            later = new ServerState(
                    state.index() + entries.size(),
                    state.store(),
                    state.leases(),
                    state.alarms(),
                    state.auth(),
                    state.membership());
            log.startPart();
            assertThat(list("")).hasSize(4);
            log.checkpoint(later, () -> false);
            log.close();
        }
        assertThat(list("")).as("lock, log and checkpoint").hasSize(3);
        try (DataDirectory directory = open()) {
            assertSame(directory.state(), later);
            directory
                    .replay(entry -> {
                        throw new AssertionError("all entries are in the checkpoint");
                    })
                    .close();
        }
    }

    @Test
    void aDamagedCheckpointIsRefused() throws Exception {
        DataDirectory.create(DISK, dir(), OWNER, state());
        Path file = list(".checkpoint").get(0);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = random.nextBoolean() ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (damaged.length == whole.length) {
                damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            assertRefused(Reason.DAMAGED, file.getFileName() + " is refused");
            assertThat(Files.readAllBytes(file)).as("seed %d", seed).isEqualTo(damaged);
        }
    }

    @Test
    void whatIsNotOursIsRefusedAndLeftAsItIs() throws Exception {
        Files.createDirectories(dir().resolve("member/wal"));
        assertRefused(Reason.FOREIGN, "it is that of a real etcd");
        assertThat(list("")).as("no lock, no log").hasSize(1);
        Files.move(dir().resolve("member"), dir().resolve("photos"));
        assertRefused(Reason.FOREIGN, "it holds something else, such as photos");
        Files.move(dir().resolve("photos"), dir().resolve("lost+found"));
        assertThat(read()).as("an empty file system").isEmpty();
    }

    @Test
    void anotherClustersAndAnotherFormatAreRefused() throws Exception {
        write(dir(), frames(1));
        assertThatThrownBy(() -> DataDirectory.open(DISK, dir(), OWNER, 0xc2))
                .isInstanceOfSatisfying(
                        DataDirectoryException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_CLUSTER))
                .hasMessageContaining("it belongs to cluster c1, not c2");
        for (byte version : new byte[] {1, 3}) {
            byte[] other = Files.readAllBytes(log());
            other[11] = version;
            CRC32C crc = new CRC32C();
            crc.update(other, 0, FileHeader.SIZE - 4);
            ByteBuffer.wrap(other).putInt(FileHeader.SIZE - 4, (int) crc.getValue());
            Files.write(log(), other);
            assertRefused(Reason.OTHER_FORMAT, "its format is version " + version + ", and this program knows 2");
        }
    }

    @Test
    void twoCannotUseOneDirectory() throws Exception {
        try (DataDirectory first = open()) {
            assertRefused(Reason.IN_USE, "another server of this process uses it");
            EntryLog log = first.replay(entry -> {});
            first.close();
            assertRefused(Reason.IN_USE, "another server of this process uses it");
            log.close();
        }
        assertThat(read()).isEmpty();
    }

    private ServerState state() {
        Snapshot store = Snapshot.FRESH;
        Random values = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String key = "k" + values.nextInt(20);
            store = (switch (values.nextInt(3)) {
                        case 0 -> Steps.delete(store, Op.delete(key)).commit();
                        case 1 ->
                            Steps.txn(
                                            store,
                                            Op.txn(t -> t.then(Op.put(key, "1"), Op.put("z" + key, "2"))),
                                            lease -> true)
                                    .commit();
                        default ->
                            Steps.put(store, Op.put(key, "v").lease(7), lease -> true)
                                    .commit();
                    })
                    .after();
            if (i % 70 == 69) {
                store = Steps.compact(store, store.revision() - values.nextInt(10));
            }
        }
        return new ServerState(
                99,
                store,
                List.of(new GrantedLease(7, 60), new GrantedLease(-7, 9)),
                List.of(new Alarm(-2, AlarmType.NOSPACE)),
                AuthState.of(
                        true,
                        9,
                        List.of(new User("root", "hash", false, List.of("root")), new User("u", "", true, List.of())),
                        List.of(new Role("r", List.of(new Permission(Permission.Type.READ, KeyRange.prefix("a")))))),
                new Membership(
                        List.of(new Member(9, "m", List.of("http://p:1"), List.of(), true)), List.of(-8L), "3.5"));
    }

    private void assertSame(ServerState got, ServerState expected) {
        assertThat(got.index()).isEqualTo(expected.index());
        assertThat(got.leases()).isEqualTo(expected.leases());
        assertThat(got.alarms()).isEqualTo(expected.alarms());
        assertThat(got.auth().enabled()).isEqualTo(expected.auth().enabled());
        assertThat(got.auth().revision()).isEqualTo(expected.auth().revision());
        assertThat(got.auth().users()).isEqualTo(expected.auth().users());
        assertThat(got.auth().roles()).isEqualTo(expected.auth().roles());
        assertThat(got.membership()).isEqualTo(expected.membership());
        Snapshot store = expected.store();
        assertThat(got.store().revision()).isEqualTo(store.revision());
        assertThat(got.store().compactRevision()).isEqualTo(store.compactRevision());
        assertThat(got.store().size()).isEqualTo(store.size());
        assertThat(got.store().changes()).as("seed %d", seed).isEqualTo(store.changes());
        assertThat(got.store().rememberedHashes()).isEqualTo(store.rememberedHashes());
        for (long at = store.compactRevision(); at <= store.revision(); at++) {
            assertThat(got.store().hash(at)).as("seed %d, at %d", seed, at).isEqualTo(store.hash(at));
        }
        long half = (store.compactRevision() + store.revision()) / 2;
        assertThat(Steps.compact(got.store(), half).changes())
                .isEqualTo(Steps.compact(store, half).changes());
    }

    private Path dir() {
        return temp.resolve("data");
    }

    private Path log() {
        return dir().resolve(FileHeader.Kind.LOG.fileName(5));
    }

    private List<Path> list(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(dir())) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private List<List<Entry<?>>> frames(int count) {
        List<List<Entry<?>>> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Entry<?>> frame = new ArrayList<>();
            for (int j = 0; j < 1 + i % 3; j++) {
                frame.add(random.next());
            }
            frames.add(frame);
        }
        return frames;
    }

    private DataDirectory open() {
        return DataDirectory.open(DISK, dir(), OWNER, 0);
    }

    /** Writes each list as a frame, and says where each ends. */
    private static List<Integer> write(Path dir, List<List<Entry<?>>> frames) throws IOException {
        List<Integer> ends = new ArrayList<>();
        try (DataDirectory directory = DataDirectory.open(DISK, dir, OWNER, 0)) {
            EntryLog log = directory.replay(entry -> {});
            for (List<Entry<?>> frame : frames) {
                log.append(bytes(frame), Tampering.UNTIMED);
                ends.add((int) log.logBytes());
            }
            log.close();
        }
        return ends;
    }

    private List<Entry<?>> read() throws IOException {
        return read(dir());
    }

    private static List<Entry<?>> read(Path dir) throws IOException {
        List<Entry<?>> entries = new ArrayList<>();
        try (DataDirectory directory = DataDirectory.open(DISK, dir, OWNER, 0)) {
            directory.replay(entries::add).close();
        }
        return entries;
    }

    private void assertRefused(Reason reason, String words) {
        assertThatThrownBy(this::read)
                .as("seed %d", seed)
                .isInstanceOfSatisfying(
                        DataDirectoryException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }

    private static List<Entry<?>> join(List<List<Entry<?>>> frames) {
        List<Entry<?>> all = new ArrayList<>();
        frames.forEach(all::addAll);
        return all;
    }

    private static List<byte[]> bytes(List<Entry<?>> entries) {
        return entries.stream().map(EntryCodec::encode).toList();
    }
}
