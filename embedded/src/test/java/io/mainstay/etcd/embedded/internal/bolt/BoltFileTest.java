package io.mainstay.etcd.embedded.internal.bolt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, and what is damaged is refused and never does harm. */
class BoltFileTest {
    @TempDir
    Path folder;

    private static BoltEntry entry(String key, String value) {
        return new BoltEntry(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(List<BoltBucket> buckets) throws IOException {
        Path path = folder.resolve("db");
        BoltFile file = new BoltFile(buckets);
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int i = 0; i < file.pieces(); i++) {
                out.write(file.piece(i));
            }
        }
        assertThat(Files.size(path)).isEqualTo(file.size());
        return path;
    }

    private static Map<String, Map<String, String>> read(Path path) throws IOException {
        Map<String, Map<String, String>> all = new TreeMap<>();
        try (BoltReader reader = BoltReader.open(path)) {
            for (String bucket : reader.buckets()) {
                Map<String, String> entries = new LinkedHashMap<>();
                reader.read(
                        bucket,
                        (key, value) -> entries.put(
                                new String(key, StandardCharsets.ISO_8859_1),
                                new String(value, StandardCharsets.ISO_8859_1)));
                all.put(bucket, entries);
            }
        }
        return all;
    }

    @Test
    void readsWhatItWrote() throws Exception {
        Path path = write(List.of(
                new BoltBucket("empty", List.of()),
                new BoltBucket("one", List.of(entry("", ""), entry("a", "1"), entry("b", "x".repeat(100_000))))));
        Map<String, Map<String, String>> read = read(path);
        assertThat(read).containsOnlyKeys("empty", "one");
        assertThat(read.get("empty")).isEmpty();
        assertThat(read.get("one")).containsOnlyKeys("", "a", "b").containsEntry("a", "1");
    }

    @Test
    void buildsTreesOfAnyHeight() throws Exception {
        Random random = new Random(7);
        for (int size : List.of(1, 60, 61, 5_000, 60_000)) {
            List<BoltEntry> entries = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                entries.add(entry(String.format("%09d", i) + "k".repeat(random.nextInt(40)), "v".repeat(i % 50)));
            }
            Map<String, String> read =
                    read(write(List.of(new BoltBucket("key", entries)))).get("key");
            assertThat(read).hasSize(size);
            int at = 0;
            for (Map.Entry<String, String> each : read.entrySet()) {
                BoltEntry expected = entries.get(at++);
                assertThat(each.getKey().getBytes(StandardCharsets.UTF_8)).isEqualTo(expected.key());
                assertThat(each.getValue().getBytes(StandardCharsets.UTF_8)).isEqualTo(expected.value());
            }
        }
    }

    @Test
    void buildsBranchesOfLongKeys() throws Exception {
        List<BoltEntry> entries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            entries.add(entry(String.format("%03d", i) + "k".repeat(9_000), "v"));
        }
        assertThat(read(write(List.of(new BoltBucket("key", entries)))).get("key"))
                .hasSize(50);
    }

    @Test
    void refusesKeysOutOfOrder() {
        for (String second : List.of("b", "a")) {
            BoltBucket bucket = new BoltBucket("key", List.of(entry("b", ""), entry(second, "")));
            assertThatThrownBy(() -> new BoltFile(List.of(bucket)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("out of order");
        }
    }

    @Test
    void readsWithTheSecondMetaWhenTheFirstIsTorn() throws Exception {
        Path path = write(List.of(new BoltBucket("key", List.of(entry("a", "1")))));
        byte[] bytes = Files.readAllBytes(path);
        Arrays.fill(bytes, 0, Layout.PAGE_SIZE, (byte) 0);
        Files.write(path, bytes);
        assertThat(read(path).get("key")).containsEntry("a", "1");
        Arrays.fill(bytes, Layout.PAGE_SIZE, 2 * Layout.PAGE_SIZE, (byte) 0);
        Files.write(path, bytes);
        assertThatExceptionOfType(BoltException.class)
                .isThrownBy(() -> read(path))
                .withMessageContaining("no whole meta page");
    }

    @Test
    void refusesWhatIsCutShort() throws Exception {
        Path path = write(List.of(new BoltBucket("key", List.of(entry("a", "x".repeat(20_000))))));
        byte[] bytes = Files.readAllBytes(path);
        for (int length = 0; length < bytes.length; length += 1_000) {
            Files.write(path, Arrays.copyOf(bytes, length));
            assertThatExceptionOfType(BoltException.class).isThrownBy(() -> read(path));
        }
    }

    /** A page that leads to itself, to the metas, beyond the end; sizes and counts that cannot be. */
    @Test
    void refusesPagesThatLie() throws Exception {
        List<BoltEntry> entries = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            entries.add(entry(String.format("%06d", i), "v"));
        }
        Path path = write(List.of(new BoltBucket("key", entries)));
        byte[] sound = Files.readAllBytes(path);
        int branch = kind(sound, Layout.BRANCH);
        int leaf = kind(sound, Layout.LEAF);
        long self = branch / Layout.PAGE_SIZE;
        for (long child : new long[] {0, 1, 2, self, self + 1, -1, Long.MIN_VALUE, 1L << 32, 1_000_000}) {
            refuses(path, patched(sound, branch + Layout.PAGE_HEADER + 8, 8, child));
        }
        refuses(path, patched(sound, branch + 8, 2, Layout.META));
        refuses(path, patched(sound, branch + 10, 2, 0xFFFF));
        refuses(path, patched(sound, leaf, 8, 77));
        refuses(path, patched(sound, leaf + 10, 2, 0xFFFF));
        for (long overflow : new long[] {1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFFL}) {
            refuses(path, patched(sound, leaf + 12, 4, overflow));
        }
        int element = leaf + Layout.PAGE_HEADER;
        refuses(path, patched(sound, element, 4, Layout.BUCKET));
        for (int field = 4; field < 16; field += 4) {
            refuses(path, patched(sound, element + field, 4, 0xFFFFFFFFL));
            refuses(path, patched(sound, element + field, 4, 0x7FFFFFFF));
        }
        refuses(path, patched(sound, element + Layout.ELEMENT + 8, 4, 0));
    }

    /** Whatever byte is changed, reading ends: with what was written, with something else, or with a typed error. */
    @Test
    void endsWhateverIsChanged() throws Exception {
        List<BoltEntry> entries = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            entries.add(entry(String.format("%06d", i), "v".repeat(i)));
        }
        Path path = write(List.of(new BoltBucket("key", entries), new BoltBucket("meta", List.of(entry("a", "b")))));
        byte[] sound = Files.readAllBytes(path);
        long seed = Long.getLong("mainstay.seed", new Random().nextLong());
        System.out.println("seed: " + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 1_000; round++) {
            byte[] changed = sound.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int page = 2 + random.nextInt(changed.length / Layout.PAGE_SIZE - 2);
                changed[page * Layout.PAGE_SIZE + random.nextInt(300)] = (byte) random.nextInt();
            }
            Files.write(path, changed);
            try {
                read(path);
            } catch (BoltException damaged) {
                refused++;
            }
        }
        assertThat(refused).as("seed " + seed).isPositive();
    }

    private static int kind(byte[] file, int kind) {
        for (int at = 0; at < file.length; at += Layout.PAGE_SIZE) {
            if (file[at + 8] == kind) {
                return at;
            }
        }
        throw new AssertionError("no page of kind " + kind);
    }

    private static byte[] patched(byte[] file, int at, int length, long number) {
        byte[] patched = file.clone();
        byte[] little = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
        System.arraycopy(little, 0, patched, at, length);
        return patched;
    }

    private static void refuses(Path path, byte[] file) throws IOException {
        Files.write(path, file);
        assertThatExceptionOfType(BoltException.class).isThrownBy(() -> read(path));
    }
}
