package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.view.PrefixView;
import io.mainstay.etcd.view.ViewChange;
import io.mainstay.etcd.view.ViewChange.Cause;
import io.mainstay.etcd.view.ViewSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Views: what they hold is what the store holds. */
public abstract class ViewContract extends ContractSuite {
    private static final int WRITERS = 3;
    private static final int WRITES = 60;

    @Test
    void loadsWhatIsThere_andFollowsWhatComes() {
        putAll("a", "b");
        try (PrefixView view = etcd().view(prefix())) {
            ViewSnapshot first = Waiting.get(view.ready());
            assertThat(names(first)).containsExactly("a", "b");
            etcd().kv().put(key("c"), "x");
            long deleted = etcd().kv().delete(key("a")).header().revision();

            ViewSnapshot after = view.awaitRevision(deleted, PATIENCE);
            assertThat(names(after)).containsExactly("b", "c");
            assertThat(after.get(key("c"))).isEqualTo(read("c"));
            assertThat(after.get(key("a"))).isNull();
            assertThat(names(first)).containsExactly("a", "b");
        }
    }

    @Test
    void theChangesOfOneRevisionAppearTogether() {
        try (PrefixView view = etcd().view(prefix())) {
            BlockingQueue<ViewChange> heard = new LinkedBlockingQueue<>();
            view.listen(heard::add);
            assertThat(Waiting.take(heard).cause()).isEqualTo(Cause.INITIAL);
            etcd().kv().bulk().putAll(Map.of(key("1"), "x", key("2"), "y"));
            ViewChange step = Waiting.take(heard);
            assertThat(step.changes()).hasSize(2).allMatch(change -> change.isCreate());
            assertThat(step.snapshot().size()).isEqualTo(2);
            etcd().kv().delete(prefix(), o -> o.prefix());
            ViewChange gone = Waiting.take(heard);
            assertThat(gone.changes()).hasSize(2).allMatch(change -> change.isDelete());
            assertThat(gone.changes().get(0).before()).isNotNull();
            assertThat(gone.snapshot().isEmpty()).isTrue();
        }
    }

    @Test
    void readsYourWrites_alsoElsewhere_andIsLinearizableOnRequest() {
        putAll("a");
        try (PrefixView view = etcd().view(prefix());
                EtcdClient other = target().client().build()) {
            Waiting.get(view.ready());
            long mine = etcd().kv().put(key("a"), "mine").header().revision();
            assertThat(view.awaitRevision(mine, PATIENCE).get(key("a"))).isEqualTo(read("a"));
            long elsewhere =
                    etcd().kv().put("/elsewhere" + prefix(), "x").header().revision();
            assertThat(view.awaitRevision(elsewhere, PATIENCE).revision()).isGreaterThanOrEqualTo(elsewhere);

            other.kv().put(key("a"), "theirs");
            KeyValue seen = view.awaitCurrent(PATIENCE).get(key("a"));
            assertThat(seen).isEqualTo(read("a"));
        }
    }

    @Test
    void equalsTheStoreAtItsRevision_underManyWriters() {
        long seed = new Random().nextLong();
        try (PrefixView view = etcd().view(prefix())) {
            List<ViewSnapshot> seen = new ArrayList<>();
            BlockingQueue<ViewChange> heard = new LinkedBlockingQueue<>();
            view.listen(heard::add);
            ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
            try {
                List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> write(new Random(seed + i)), pool))
                        .toList();
                writers.forEach(Waiting::get);
            } finally {
                pool.shutdownNow();
            }
            long last = etcd().kv().put(key("last"), "x").header().revision();
            for (long revision = 0; revision < last; ) {
                ViewChange change = Waiting.take(heard);
                assertThat(change.revision()).as("seed %d", seed).isGreaterThan(revision);
                revision = change.revision();
                seen.add(change.snapshot());
            }
            for (int i = 0; i < seen.size(); i += 10) {
                assertIsTheStore(seen.get(i), seed);
            }
            assertIsTheStore(seen.get(seen.size() - 1), seed);
        }
    }

    private void assertIsTheStore(ViewSnapshot snapshot, long seed) {
        List<KeyValue> store = etcd().kv()
                .range(prefix(), o -> o.prefix().revision(snapshot.revision()))
                .kvs();
        assertThat(snapshot).as("seed %d at %d", seed, snapshot.revision()).containsExactlyElementsOf(store);
    }

    private void write(Random random) {
        for (int i = 0; i < WRITES; i++) {
            String key = key("k" + random.nextInt(12));
            if (random.nextInt(3) == 0) {
                etcd().kv().delete(key);
            } else {
                etcd().kv().put(key, "v" + i);
            }
        }
    }

    @Test
    void compactionBeforeItIsSeen_isNoMatter_afterwards() {
        try (Target fresh = target().fresh();
                EtcdClient etcd = fresh.client().build();
                PrefixView view = etcd.view("/v/")) {
            Waiting.get(view.ready());
            etcd.kv().put("/v/a", "1");
            long second = etcd.kv().put("/v/a", "2").header().revision();
            view.awaitRevision(second, PATIENCE);
            etcd.kv().compact(second);
            long third = etcd.kv().put("/v/b", "3").header().revision();
            assertThat(view.awaitRevision(third, PATIENCE).size()).isEqualTo(2);
            assertThat(view.status().reloads()).isZero();
        }
    }

    private List<String> names(ViewSnapshot snapshot) {
        List<String> names = new ArrayList<>();
        snapshot.forEach(kv -> names.add(name(kv)));
        return names;
    }
}
