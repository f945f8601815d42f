package io.mainstay.etcd.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.view.ViewIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An index by the words of a value. */
class WordIndexTest {
    private final AtomicInteger asked = new AtomicInteger();
    private TreeSnapshot now = TreeSnapshot.NONE;
    private final WordIndex index = new WordIndex(() -> now, kv -> {
        asked.incrementAndGet();
        if (kv.value().utf8().equals("bad")) {
            throw new IllegalStateException("bad value");
        }
        return List.of(kv.value().utf8().split(" "));
    });

    @Test
    void findsKeysByEachOfTheirWords_inKeyOrder() {
        put("b", "red round");
        put("a", "red");
        put("c", "blue red red");
        assertThat(keys("red")).containsExactly("a", "b", "c");
        assertThat(keys("round")).containsExactly("b");
        assertThat(keys("green")).isEmpty();
        assertThat(index.current().words()).containsExactly("blue", "red", "round");
    }

    @Test
    void followsChangesAndDeletes_andAnEarlierOneStaysAsItWas() {
        put("a", "red");
        put("b", "red");
        ViewIndex.At before = index.current();
        put("a", "blue");
        delete("b");
        assertThat(keys("red")).isEmpty();
        assertThat(keys("blue")).containsExactly("a");
        assertThat(index.current().words()).containsExactly("blue");
        assertThat(index.current().snapshot()).isSameAs(now);
        assertThat(before.get("red")).hasSize(2);
    }

    @Test
    void aReadCostsWhatHasChanged_andNothingWhenNothingHas() {
        for (int i = 0; i < 1_000; i++) {
            put("k" + i, "red");
        }
        assertThat(keys("red")).hasSize(1_000);
        asked.set(0);
        assertThat(keys("red")).hasSize(1_000);
        assertThat(asked).hasValue(0);
        put("k7", "blue");
        assertThat(keys("red")).hasSize(999);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aFunctionThatThrows_isTheReadersMatter_andIsAskedAgain() {
        put("a", "bad");
        assertThatThrownBy(() -> keys("red")).hasMessage("bad value");
        assertThatThrownBy(() -> keys("red")).hasMessage("bad value");
        put("a", "red");
        assertThat(keys("red")).containsExactly("a");
    }

    private List<String> keys(String word) {
        List<String> keys = new ArrayList<>();
        index.get(word).forEach(kv -> keys.add(kv.key().utf8()));
        return keys;
    }

    private void put(String name, String value) {
        long revision = now.revision() + 1;
        Bytes key = Bytes.utf8(name);
        KeyValue kv = new KeyValue(key, Bytes.utf8(value), revision, revision, 1, 0);
        now = new TreeSnapshot(revision, now.keys().with(kv));
    }

    private void delete(String name) {
        now = new TreeSnapshot(now.revision() + 1, now.keys().without(Bytes.utf8(name)));
    }
}
