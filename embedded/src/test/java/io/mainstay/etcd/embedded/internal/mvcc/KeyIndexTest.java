package io.mainstay.etcd.embedded.internal.mvcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
    @Test
    void behavesLikeASortedMapAndOldOnesStayAsTheyWere() {
        long seed = new Random().nextLong();
        System.out.println("KeyIndexTest seed " + seed);
        Random random = new Random(seed);
        NavigableMap<Bytes, History> map = new TreeMap<>();
        KeyIndex index = KeyIndex.EMPTY;
        List<KeyIndex> olderIndexes = new ArrayList<>();
        List<NavigableMap<Bytes, History>> olderMaps = new ArrayList<>();
        for (int step = 0; step < 3000; step++) {
            Bytes key = key(random);
            if (random.nextInt(3) == 0 && map.containsKey(key)) {
                map.remove(key);
                index = index.without(key);
            } else {
                History history = map.getOrDefault(key, History.NONE).with(change(random, key, step));
                map.put(key, history);
                index = index.with(key, history);
            }
            if (step % 300 == 0) {
                olderIndexes.add(index);
                olderMaps.add(new TreeMap<>(map));
            }
            KeyRange range = new KeyRange(key(random), random.nextInt(3) == 0 ? Bytes.ZERO : key(random));
            assertSame("seed " + seed + " step " + step, index, map, range);
        }
        for (int i = 0; i < olderIndexes.size(); i++) {
            assertSame("seed " + seed + " older " + i, olderIndexes.get(i), olderMaps.get(i), KeyRange.all());
        }
    }

    private static void assertSame(String what, KeyIndex index, NavigableMap<Bytes, History> map, KeyRange range) {
        List<History> expected = map.entrySet().stream()
                .filter(entry -> range.contains(entry.getKey()))
                .map(NavigableMap.Entry::getValue)
                .toList();
        List<History> found = new ArrayList<>();
        index.visit(range, found::add);
        assertThat(found).as(what).isEqualTo(expected);
        assertThat(index.live(range))
                .as(what)
                .isEqualTo(expected.stream().filter(History::isLive).count());
        assertThat(index.get(range.key())).as(what).isSameAs(map.getOrDefault(range.key(), History.NONE));
    }

    private static Bytes key(Random random) {
        return Bytes.of((byte) random.nextInt(256), (byte) random.nextInt(2));
    }

    private static Change change(Random random, Bytes key, int revision) {
        return random.nextInt(3) == 0
                ? Change.delete(key, revision, 0)
                : new Change(new KeyValue(key, Bytes.EMPTY, revision, revision, 1, 0), 0, false);
    }
}
