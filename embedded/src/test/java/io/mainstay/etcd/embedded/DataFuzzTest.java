package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.auth.RoleAddRequest;
import io.mainstay.etcd.auth.RoleGrantPermissionRequest;
import io.mainstay.etcd.auth.RoleListRequest;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.auth.UserAddRequest;
import io.mainstay.etcd.auth.UserListRequest;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.SnapshotChunk;
import io.mainstay.etcd.cluster.SnapshotRequest;
import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.lease.LeaseLeasesRequest;
import io.mainstay.etcd.spi.Rpcs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data directories and snapshots with anything wrong in them: a server has from them exactly what was there, or refuses
 * them with a word of what to do, and leaves them as they are.
 *
 * <p>{@code -Dmainstay.fuzz=N} tries N of each instead of {@value #TIMES}; {@code -Dmainstay.seed=N} repeats a run.
 */
@Tag("slow")
class DataFuzzTest {
    private static final int TIMES = 80;
    private static final int STEPS = 400;
    private static final int PAGE = 4096;
    private static final int HASH = 32;
    private static final String LOCK = "mainstay.lock";

    private final int times = Integer.getInteger("mainstay.fuzz", TIMES);
    private final long seed = Long.getLong("mainstay.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @TempDir
    private Path temp;

    /** What is done to a directory; each says which states may be read from it then. */
    private enum Damage {
        FLIP,
        CUT,
        NOISE_BEHIND,
        ZEROS,
        SWAP,
        COPY,
        DELETE,
        STRANGER,
        OF_ANOTHER
    }

    @BeforeEach
    void tellTheSeed() {
        System.out.println("DataFuzzTest: -Dmainstay.seed=" + seed);
    }

    @Test
    void aDamagedDirectoryIsReadExactlyOrRefused() throws Exception {
        List<String> states = new ArrayList<>();
        Map<String, byte[]> sound = directory("sound", states);
        Map<String, byte[]> others = directory("other", new ArrayList<>());
        String whole = states.get(states.size() - 1);
        int refused = 0;
        for (int i = 0; i < times; i++) {
            Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
            Map<String, byte[]> damaged = damaged(sound, others, damage);
            Path path = Files.createDirectory(temp.resolve("damaged-" + i));
            for (Map.Entry<String, byte[]> file : damaged.entrySet()) {
                Files.write(path.resolve(file.getKey()), file.getValue());
            }
            try (EmbeddedEtcd etcd = durable(path).start()) {
                boolean mayEndEarly = damage == Damage.CUT || damage == Damage.ZEROS;
                assertThat(state(etcd))
                        .as("seed %d, %d: %s", seed, i, damage)
                        .isIn(mayEndEarly ? states : List.of(whole));
            } catch (DataDirectoryException refusal) {
                refused++;
                assertThat(refusal.getMessage())
                        .as("seed %d, %d: %s", seed, i, damage)
                        .containsPattern("; \\w+");
                Map<String, byte[]> left = files(path);
                assertThat(left.keySet()).isEqualTo(damaged.keySet());
                left.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(damaged.get(name)));
            }
        }
        assertThat(refused).as("seed %d", seed).isPositive();
    }

    @Test
    void aDamagedSnapshotIsReadOrRefused() throws Exception {
        byte[] sound;
        try (EmbeddedEtcd etcd = EmbeddedEtcd.builder().bcryptCost(4).start()) {
            fill(new Caller(etcd), new ArrayList<>(), etcd);
            sound = snapshot(etcd);
        }
        byte[] database = Arrays.copyOf(sound, sound.length - HASH);
        Path file = temp.resolve("snapshot");
        int refused = 0;
        for (int i = 0; i < times; i++) {
            byte[] damaged = spoiledPages(database);
            refused += refuses(Files.write(file, damaged), i) ? 1 : 0;
            byte[] flipped = sound.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(refuses(Files.write(file, flipped), i))
                    .as("seed %d, %d, with its hash", seed, i)
                    .isTrue();
        }
        assertThat(refused).as("seed %d", seed).isPositive();
    }

    /** A server that takes it can do with it whatever a server does. */
    private boolean refuses(Path snapshot, int number) throws Exception {
        try (EmbeddedEtcd etcd = EmbeddedEtcd.builder().snapshot(snapshot).start()) {
            assertThat(state(etcd)).isNotEmpty();
            assertThat(snapshot(etcd)).as("seed %d, %d", seed, number).isNotEmpty();
            return false;
        } catch (SnapshotFileException refusal) {
            assertThat(refusal.getMessage()).as("seed %d, %d", seed, number).contains(snapshot.toString());
            return true;
        }
    }

    private Map<String, byte[]> damaged(Map<String, byte[]> sound, Map<String, byte[]> others, Damage damage) {
        TreeMap<String, byte[]> files = new TreeMap<>(sound);
        List<String> names = List.copyOf(files.keySet());
        String name = names.get(random.nextInt(names.size()));
        String second = names.get(random.nextInt(names.size()));
        byte[] bytes = files.get(name).clone();
        int at = random.nextInt(bytes.length);
        switch (damage) {
            case FLIP -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                files.put(name, bytes);
            }
            case CUT -> files.put(name, Arrays.copyOf(bytes, at));
            case NOISE_BEHIND -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
                for (int i = bytes.length; i < longer.length; i++) {
                    longer[i] = (byte) (1 + random.nextInt(255));
                }
                files.put(name, longer);
            }
            case ZEROS -> {
                Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(2000)), (byte) 0);
                files.put(name, bytes);
            }
            case SWAP -> {
                files.put(name, files.get(second));
                files.put(second, bytes);
            }
            case COPY -> files.put(String.format("%016x", 1 + random.nextInt(900)) + name.substring(16), bytes);
            case DELETE -> files.remove(name);
            case STRANGER -> files.put("notes" + at + ".txt", new byte[] {1});
            case OF_ANOTHER ->
                others.forEach((other, content) -> {
                    if (other.endsWith(name.substring(16))) {
                        files.put(name, content);
                    }
                });
        }
        return files;
    }

    private byte[] spoiledPages(byte[] database) {
        byte[] spoiled = database.clone();
        ByteBuffer bytes = ByteBuffer.wrap(spoiled).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int page = random.nextInt(spoiled.length / PAGE) * PAGE;
            int at = page + random.nextInt(random.nextBoolean() ? 64 : PAGE - 8);
            switch (random.nextInt(4)) {
                case 0 -> bytes.put(at, (byte) random.nextInt());
                case 1 -> bytes.putShort(at, (short) -1);
                case 2 -> bytes.putInt(at, random.nextInt(200));
                default -> bytes.putLong(at, random.nextBoolean() ? random.nextLong() : random.nextInt(100));
            }
        }
        for (int meta = 0; meta < 2; meta++) {
            bytes.putLong(meta * PAGE + 16 + 56, checksum(spoiled, meta * PAGE + 16));
        }
        return spoiled;
    }

    /** What bbolt puts behind a meta page, so that a changed one looks whole: FNV-1a of 64 bits. */
    private static long checksum(byte[] bytes, int from) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < from + 56; i++) {
            hash = (hash ^ (bytes[i] & 0xFF)) * 0x100000001b3L;
        }
        return hash;
    }

    private static byte[] snapshot(EmbeddedEtcd etcd) throws Exception {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Recorder<SnapshotRequest, SnapshotChunk> stream = Recorder.open(new Caller(etcd).transport(), Rpcs.SNAPSHOT);
        stream.exchange().send(new SnapshotRequest());
        SnapshotChunk chunk;
        do {
            chunk = stream.next();
            whole.writeBytes(chunk.blob().toByteArray());
        } while (chunk.remainingBytes() > 0);
        whole.writeBytes(stream.next().blob().toByteArray());
        assertThat(stream.ended()).isNull();
        return whole.toByteArray();
    }

    /** The files of a server that has written a lot, and every state that it was in. */
    private Map<String, byte[]> directory(String name, List<String> states) throws IOException {
        Path path = temp.resolve(name);
        try (EmbeddedEtcd etcd = durable(path).start()) {
            fill(new Caller(etcd), states, etcd);
        }
        return files(path);
    }

    private static EmbeddedEtcdBuilder durable(Path path) {
        return EmbeddedEtcd.builder().dataDir(path).longLog(20_000).bcryptCost(4);
    }

    private void fill(Caller caller, List<String> states, EmbeddedEtcd etcd) {
        for (int i = 0; i < STEPS; i++) {
            states.add(state(etcd));
            String key = "k" + random.nextInt(50);
            switch (i % 40) {
                case 7 -> caller.grant(1000 + i, 600);
                case 8 -> caller.put(Op.put(key, "leased").lease(1000 + i - 1));
                case 17 -> caller.ask(Rpcs.ROLE_ADD, new RoleAddRequest("role" + i));
                case 18 ->
                    caller.ask(
                            Rpcs.ROLE_GRANT_PERMISSION,
                            new RoleGrantPermissionRequest(
                                    "role" + (i - 1), new Permission(Permission.Type.READWRITE, KeyRange.prefix(key))));
                case 19 -> caller.ask(Rpcs.USER_ADD, new UserAddRequest("user" + i, Secret.of("secret")));
                case 27 -> caller.ask(Rpcs.DELETE_RANGE, Op.delete(key));
                case 37 -> caller.ask(Rpcs.COMPACT, new CompactRequest(etcd.revision() - 5, true));
                default -> caller.put(key, i + "x".repeat(random.nextInt(300)));
            }
        }
        states.add(state(etcd));
    }

    /** All that can be read, as text. */
    private static String state(EmbeddedEtcd etcd) {
        Caller caller = new Caller(etcd);
        return etcd.revision() + " "
                + caller.ask(Rpcs.HASH_KV, new HashKvRequest(0)).hash() + " "
                + caller.ask(Rpcs.RANGE, RangeRequest.of(KeyRange.all())).kvs().hashCode() + " "
                + caller.ask(Rpcs.LEASE_LEASES, new LeaseLeasesRequest()).ids() + " "
                + caller.ask(Rpcs.USER_LIST, new UserListRequest()).users() + " "
                + caller.ask(Rpcs.ROLE_LIST, new RoleListRequest()).roles() + " "
                + caller.ask(Rpcs.ALARM, AlarmRequest.list()).alarms();
    }

    private static Map<String, byte[]> files(Path path) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(path)) {
            for (Path file : all.filter(file -> !file.endsWith(LOCK)).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
