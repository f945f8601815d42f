package io.mainstay.etcd.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Keys by hash beside the JDK's map, on random changes, among them many keys with one hash. */
class KeysTest {
    private static final int CHANGES = 20_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final TreeMap<Bytes, KeyValue> map = new TreeMap<>();
    private Keys keys = Keys.NONE;
    private long revision;

    @Test
    void aKeyIsFound_whateverWasDone() {
        for (int i = 0; i < CHANGES; i++) {
            change(any());
            Bytes asked = any();
            assertThat(keys.get(asked)).as("seed %d", seed).isSameAs(map.get(asked));
        }
        assertAll();
    }

    @Test
    void keysOfOneHash_areToldApart() {
        List<Bytes> alike = alike();
        assertThat(alike).extracting(Bytes::hashCode).containsOnly(alike.get(0).hashCode());
        for (int i = 0; i < CHANGES; i++) {
            change(random.nextInt(4) == 0 ? any() : alike.get(random.nextInt(alike.size())));
            Bytes asked = alike.get(random.nextInt(alike.size()));
            assertThat(keys.get(asked)).as("seed %d", seed).isSameAs(map.get(asked));
        }
        assertAll();
    }

    @Test
    void keysThatWereChanged_areAsTheyWere() {
        for (int i = 0; i < 1_000; i++) {
            change(any());
        }
        Keys before = keys;
        Map<Bytes, KeyValue> was = Map.copyOf(map);
        for (int i = 0; i < 1_000; i++) {
            change(any());
        }
        was.forEach((key, kv) -> assertThat(before.get(key)).as("seed %d", seed).isSameAs(kv));
        assertThat(before.size()).as("seed %d", seed).isEqualTo(was.size());
    }

    @Test
    void whenAllAreGone_nothingIsLeft() {
        for (int i = 0; i < 2_000; i++) {
            change(any());
        }
        for (Bytes key : List.copyOf(map.keySet())) {
            keys = keys.without(key);
            assertThat(keys.get(key)).as("seed %d", seed).isNull();
        }
        assertThat(keys.size()).isZero();
    }

    private void assertAll() {
        map.forEach((key, kv) -> assertThat(keys.get(key)).as("seed %d", seed).isSameAs(kv));
        assertThat(keys.size()).as("seed %d", seed).isEqualTo(map.size());
    }

    private void change(Bytes key) {
        if (random.nextInt(5) < 2) {
            map.remove(key);
            keys = keys.without(key);
        } else {
            revision++;
            KeyValue kv = new KeyValue(key, Bytes.EMPTY, revision, revision, 1, 0);
            map.put(key, kv);
            keys = keys.with(kv);
        }
    }

    private Bytes any() {
        return Bytes.utf8("key " + random.nextInt(3_000));
    }

    /** "Aa" and "BB" hash alike, and so do all words of the same length made of them. */
    private static List<Bytes> alike() {
        List<String> words = List.of("");
        for (int i = 0; i < 5; i++) {
            List<String> longer = new ArrayList<>();
            for (String word : words) {
                longer.add(word + "Aa");
                longer.add(word + "BB");
            }
            words = longer;
        }
        return words.stream().map(Bytes::utf8).toList();
    }
}
