package io.mainstay.etcd.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.follow.Followed;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.stream.Burst;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a source tells of what it is told, by table. */
class SourceStepTest {
    private static final long NOW = 42;
    private static final Followed AGAIN = new Followed.Restarting(ErrorMapper.compacted(5, "watch", ""));

    private final SourceStep step = new SourceStep(true);

    @Test
    void pagesAreSnapshots_thenComesTheMarker() {
        assertThat(step.bursts(page(kv("a", 1), kv("b", 2)), NOW))
                .containsExactly(new Burst.Snapshot(List.of(kv("a", 1), kv("b", 2)), NOW));
        assertThat(step.bursts(new Followed.Loaded(3, false), NOW)).containsExactly(new Burst.Complete(3, false, NOW));
    }

    @Test
    void aBatchOfManyRevisionsIsABurstEach_andAWordOnProgressIsNone() {
        WatchBatch batch = new WatchBatch(9, List.of(put("a", 7), put("b", 7), delete("a", 8), put("c", 9)));
        assertThat(step.bursts(new Followed.Changes(batch), NOW))
                .containsExactly(
                        new Burst.Live(7, List.of(put("a", 7), put("b", 7)), NOW),
                        new Burst.Live(8, List.of(delete("a", 8)), NOW),
                        new Burst.Live(9, List.of(put("c", 9)), NOW));
        assertThat(step.bursts(new Followed.Changes(new WatchBatch(12, List.of())), NOW))
                .isEmpty();
    }

    @Test
    void aNewReadingIsToldAsItsDifference() {
        tell(page(kv("a", 1), kv("b", 2), kv("c", 3)), new Followed.Loaded(3, false));
        tell(new Followed.Changes(new WatchBatch(5, List.of(delete("a", 4), put("d", 5)))));
        assertThat(step.mustEnd(AGAIN)).isFalse();
        assertThat(tell(AGAIN)).isEmpty();
        assertThat(tell(page(kv("a", 6), kv("b", 2)), page(kv("d", 5))))
                .containsExactly(new Burst.Resync(List.of(put("a", 6)), NOW));
        assertThat(tell(new Followed.Loaded(9, true)))
                .containsExactly(
                        new Burst.Resync(List.of(delete("c", 9)), NOW), new Burst.Complete(9, true, NOW));
        assertThat(tell(AGAIN, page(kv("a", 6), kv("b", 2), kv("d", 5)), new Followed.Loaded(10, true)))
                .as("when nothing has changed")
                .containsExactly(new Burst.Complete(10, true, NOW));
    }

    @Test
    void aReadingThatBreaksOffIsToldOnAsItsDifference() {
        tell(page(kv("a", 1), kv("b", 2)));
        assertThat(tell(AGAIN, page(kv("b", 7), kv("c", 8)), new Followed.Loaded(8, false)))
                .containsExactly(
                        new Burst.Resync(List.of(put("b", 7), put("c", 8)), NOW),
                        new Burst.Resync(List.of(delete("a", 8)), NOW),
                        new Burst.Complete(8, false, NOW));
    }

    @Test
    void whoeverHoldsNothingMustEnd_onceSomethingWasTold() {
        SourceStep plain = new SourceStep(false);
        assertThat(plain.mustEnd(AGAIN)).as("before anything was told").isFalse();
        assertThat(plain.bursts(AGAIN, NOW)).isEmpty();
        assertThat(plain.bursts(page(kv("a", 1)), NOW))
                .containsExactly(new Burst.Snapshot(List.of(kv("a", 1)), NOW));
        assertThat(plain.mustEnd(AGAIN)).isTrue();
    }

    private List<Burst> tell(Followed... news) {
        return Stream.of(news).flatMap(one -> step.bursts(one, NOW).stream()).toList();
    }

    private static Followed page(KeyValue... kvs) {
        return new Followed.Page(List.of(kvs), false);
    }

    private static KeyValue kv(String key, long revision) {
        return new KeyValue(Bytes.utf8(key), Bytes.utf8("v"), revision, revision, 1, 0);
    }

    private static WatchEvent put(String key, long revision) {
        return new WatchEvent(WatchEvent.Type.PUT, kv(key, revision), null);
    }

    private static WatchEvent delete(String key, long revision) {
        return new WatchEvent(
                WatchEvent.Type.DELETE, new KeyValue(Bytes.utf8(key), Bytes.EMPTY, 0, revision, 0, 0), null);
    }
}
