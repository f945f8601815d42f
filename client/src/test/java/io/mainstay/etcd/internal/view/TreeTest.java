package io.mainstay.etcd.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.internal.view.Tree.Node;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.view.KeyChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The tree beside the JDK's map, and differences beside a plain comparison, on random changes. */
class TreeTest {
    private static final KeyRange ALL = KeyRange.between(Bytes.EMPTY, Bytes.ZERO);
    private static final int KEYS = 400;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private long revision;

    @Test
    void holdsWhatAMapHolds_whateverIsDone_andStaysFlat() {
        Tree<KeyValue> tree = Tree.empty();
        TreeMap<Bytes, KeyValue> map = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            tree = change(tree, map);
            if (i % 100 == 0) {
                assertThat(values(tree, ALL)).as("seed %d", seed).containsExactlyElementsOf(map.values());
                assertBalanced(tree.root());
                assertRange(tree, map);
            }
            assertThat(tree.size()).as("seed %d", seed).isEqualTo(map.size());
            Bytes any = key();
            assertThat(tree.get(any)).as("seed %d", seed).isSameAs(map.get(any));
        }
    }

    @Test
    void aTreeThatWasChanged_isAsItWas() {
        Tree<KeyValue> tree = Tree.empty();
        TreeMap<Bytes, KeyValue> map = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            tree = change(tree, map);
        }
        List<KeyValue> before = List.copyOf(map.values());
        Tree<KeyValue> later = tree;
        for (int i = 0; i < 300; i++) {
            later = change(later, map);
        }
        assertThat(values(tree, ALL)).as("seed %d", seed).containsExactlyElementsOf(before);
    }

    @Test
    void aDifference_isExact_howeverFarTheTreesAreApart() {
        for (int round = 0; round < 300; round++) {
            Tree<KeyValue> before = Tree.empty();
            TreeMap<Bytes, KeyValue> map = new TreeMap<>();
            for (int i = random.nextInt(500); i > 0; i--) {
                before = change(before, map);
            }
            TreeMap<Bytes, KeyValue> was = new TreeMap<>(map);
            Tree<KeyValue> after = random.nextInt(4) == 0 ? rebuilt(map) : before;
            for (int i = random.nextInt(random.nextBoolean() ? 4 : 400); i > 0; i--) {
                after = change(after, map);
            }
            List<KeyChange> expected = new ArrayList<>();
            TreeMap<Bytes, Boolean> keys = new TreeMap<>();
            was.keySet().forEach(key -> keys.put(key, true));
            map.keySet().forEach(key -> keys.put(key, true));
            for (Bytes key : keys.keySet()) {
                if (was.get(key) != map.get(key)) {
                    expected.add(new KeyChange(was.get(key), map.get(key)));
                }
            }
            assertThat(Difference.between(before, after)).as("seed %d", seed).containsExactlyElementsOf(expected);
        }
    }

    private static Tree<KeyValue> rebuilt(TreeMap<Bytes, KeyValue> map) {
        Tree<KeyValue> tree = Tree.empty();
        for (KeyValue kv : map.values()) {
            tree = tree.with(kv.key(), kv);
        }
        return tree;
    }

    private Tree<KeyValue> change(Tree<KeyValue> tree, TreeMap<Bytes, KeyValue> map) {
        Bytes key = key();
        if (random.nextInt(5) < 2) {
            map.remove(key);
            return tree.without(key);
        }
        revision++;
        KeyValue kv = new KeyValue(key, Bytes.EMPTY, revision, revision, 1, 0);
        map.put(key, kv);
        return tree.with(key, kv);
    }

    private Bytes key() {
        byte[] key = new byte[random.nextInt(3)];
        random.nextBytes(key);
        return random.nextBoolean() ? Bytes.of(key) : Bytes.utf8("k" + random.nextInt(KEYS));
    }

    private void assertRange(Tree<KeyValue> tree, TreeMap<Bytes, KeyValue> map) {
        for (KeyRange range : List.of(
                KeyRange.prefix("k1"),
                KeyRange.from(key()),
                KeyRange.single(key()),
                KeyRange.between(key(), Bytes.utf8("k2")),
                KeyRange.prefix(Bytes.of((byte) 0xff)))) {
            assertThat(values(tree, range))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(map.values().stream()
                            .filter(kv -> range.contains(kv.key()))
                            .toList());
        }
    }

    private static List<KeyValue> values(Tree<KeyValue> tree, KeyRange range) {
        List<KeyValue> values = new ArrayList<>();
        tree.nodes(range).forEachRemaining(node -> values.add(node.value));
        return values;
    }

    private void assertBalanced(Node<KeyValue> node) {
        if (node != null) {
            int lean = height(node.left) - height(node.right);
            assertThat(lean).as("seed %d", seed).isBetween(-1, 1);
            assertBalanced(node.left);
            assertBalanced(node.right);
        }
    }

    private static int height(Node<KeyValue> node) {
        return node == null ? 0 : node.height;
    }
}
