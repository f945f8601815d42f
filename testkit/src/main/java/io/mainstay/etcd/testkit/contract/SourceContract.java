package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Cursor;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.stream.Burst;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reading keys by a source: a snapshot and what follows it, or a replay. */
public abstract class SourceContract extends ContractSuite {
    @Test
    void anEmptySnapshotIsOnlyAMarker_thenEachRevisionIsABurst() {
        try (Cursor<Burst> cursor = etcd().source(prefix()).cursor()) {
            Iterator<Burst> bursts = cursor.iterator();
            Burst.Complete complete = (Burst.Complete) bursts.next();
            assertThat(complete.resync()).isFalse();
            assertThat(complete.revision()).isEqualTo(revision());
            etcd().kv().put(key("a"), "1");
            etcd().kv().txn(t -> t.then(Op.put(key("a"), "2"), Op.put(key("b"), "1"), Op.put(key("c"), "1")));
            etcd().kv().delete(key("b"));
            Burst.Live first = (Burst.Live) bursts.next();
            assertThat(first.events()).hasSize(1);
            assertThat(first.events().get(0).kv()).isEqualTo(kvAt("a", first.revision()));
            Burst.Live second = (Burst.Live) bursts.next();
            assertThat(second.revision()).isGreaterThan(first.revision());
            assertThat(second.events().stream().map(WatchEvent::key))
                    .containsExactly(bytesKey("a"), bytesKey("b"), bytesKey("c"));
            assertThat(second.events()).allMatch(event -> event.revision() == second.revision());
            assertThat(second.arrivedAt()).isGreaterThanOrEqualTo(first.arrivedAt());
            Burst.Live third = (Burst.Live) bursts.next();
            assertThat(third.events()).singleElement().matches(WatchEvent::isDelete);
            assertThat(third.events().get(0).key()).isEqualTo(bytesKey("b"));
        }
    }

    @Test
    void aSnapshotHoldsAllKeysWithTheirMetadata_inParts() {
        long lease = lease();
        List<PutRequest> puts = new ArrayList<>(IntStream.range(0, 2_000)
                .mapToObj(i -> PutRequest.of(bytesKey(String.format("%05d", i)), Bytes.utf8("x".repeat(100))))
                .toList());
        puts.set(7, puts.get(7).lease(lease));
        etcd().kv().bulk(o -> o.chunked()).putAll(puts);
        etcd().kv().put(key("00003"), "again");
        List<KeyValue> kvs = new ArrayList<>();
        try (Cursor<Burst> cursor = etcd().source(prefix()).cursor()) {
            Iterator<Burst> bursts = cursor.iterator();
            int parts = 0;
            Burst burst = bursts.next();
            while (burst instanceof Burst.Snapshot part) {
                kvs.addAll(part.kvs());
                parts++;
                burst = bursts.next();
            }
            assertThat(parts).isGreaterThan(1);
            assertThat(burst).isInstanceOf(Burst.Complete.class);
        }
        assertThat(kvs).isEqualTo(etcd().kv().range(prefix(), o -> o.prefix()).kvs());
        assertThat(kvs.get(7).lease()).isEqualTo(lease);
        assertThat(kvs.get(3).version()).isEqualTo(2);
    }

    @Test
    void previousValuesComeWhenAskedFor() {
        putAll("a");
        try (Cursor<Burst> cursor = etcd().source(prefix(), o -> o.prevKv()).cursor()) {
            Iterator<Burst> bursts = cursor.iterator();
            assertThat(bursts.next()).isInstanceOf(Burst.Snapshot.class);
            assertThat(bursts.next()).isInstanceOf(Burst.Complete.class);
            etcd().kv().delete(key("a"));
            WatchEvent event = ((Burst.Live) bursts.next()).events().get(0);
            assertThat(event.previous().orElseThrow().value().utf8()).isEqualTo("a");
        }
    }

    @Test
    void aReplayTellsTheChangesOfAWindow_twiceTheSame_andEnds() {
        putAll("before");
        long from = revision() + 1;
        List<Long> revisions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            revisions.add(etcd().kv().put(key("k" + i % 3), "" + i).header().revision());
        }
        long to = revision();
        putAll("after");
        List<Burst.Live> once = replay(from, to);
        assertThat(once.stream().map(Burst.Live::revision)).isEqualTo(revisions);
        assertThat(replay(from, to).stream().map(Burst.Live::events))
                .isEqualTo(once.stream().map(Burst.Live::events).toList());
        assertThat(replay(from, 0)).hasSize(21);
        assertThat(replay(from, from)).hasSize(1);
        assertThat(replay(revision() + 1, 0)).isEmpty();
        if (target().tellsProgressWhenAsked()) {
            etcd().kv().put("/elsewhere" + prefix(), "v");
            assertThat(replay(from, 0))
                    .as("when nothing of the prefix comes last")
                    .hasSize(21);
        }
    }

    @Test
    void aReplayOfLostHistoryTellsWhatIsKept() {
        putAll("a", "b", "c");
        long kept = revision();
        etcd().kv().compact(kept);
        CompactedException why = catchThrowableOfType(
                CompactedException.class, () -> replay(read("a").modRevision(), 0));
        assertThat(why.compactRevision()).isEqualTo(kept);
        assertThat(replay(kept, 0)).hasSize(1);
    }

    @Test
    void subscribersAreGivenWhatTheyAskFor_andEndWithTheReplay() {
        long from = revision() + 1;
        putAll("a", "b", "c", "d", "e");
        CompletableFuture<List<Burst>> told = new CompletableFuture<>();
        etcd().source(prefix(), o -> o.replay(from)).subscribe(new Flow.Subscriber<>() {
            private final List<Burst> bursts = new ArrayList<>();
            private Flow.Subscription subscription = new NoSubscription();

            @Override
            public void onSubscribe(Flow.Subscription to) {
                subscription = to;
                to.request(1);
            }

            @Override
            public void onNext(Burst burst) {
                bursts.add(burst);
                subscription.request(1);
            }

            @Override
            public void onError(Throwable why) {
                told.completeExceptionally(why);
            }

            @Override
            public void onComplete() {
                told.complete(bursts);
            }
        });
        assertThat(Waiting.get(told)).hasSize(5).allMatch(burst -> burst instanceof Burst.Live);
    }

    @Test
    void badWindowsAreRefused() {
        assertThatThrownBy(() -> etcd().source(prefix(), o -> o.replay(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> etcd().source(prefix(), o -> o.replay(7, 6)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final class NoSubscription implements Flow.Subscription {
        @Override
        public void request(long bursts) {
            throw new IllegalStateException("not subscribed yet");
        }

        @Override
        public void cancel() {
            throw new IllegalStateException("not subscribed yet");
        }
    }

    private KeyValue kvAt(String name, long revision) {
        return etcd().kv().range(key(name), o -> o.revision(revision)).kvs().get(0);
    }

    private List<Burst.Live> replay(long from, long to) {
        List<Burst.Live> bursts = new ArrayList<>();
        try (Cursor<Burst> cursor =
                etcd().source(prefix(), o -> o.replay(from, to)).cursor()) {
            cursor.forEach(burst -> bursts.add((Burst.Live) burst));
        }
        return bursts;
    }
}
