package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.WatchOverflowException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchFilter;
import io.mainstay.etcd.watch.WatchOverflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the events of a watch hold: previous values, filters, order, whole revisions, and much of it at once. */
public abstract class WatchEventsContract extends ContractSuite {
    private static final int LARGE = 700_000;

    @Test
    void aPutShowsTheWholeKey() {
        long lease = lease();
        try (Watch watch = Waiting.ready(etcd().watch(key("a")))) {
            etcd().kv().put(key("a"), "1");
            etcd().kv().put(key("a"), "2", o -> o.lease(lease));
            List<WatchEvent> events = Waiting.events(watch, 2);
            long first = events.get(0).revision();
            assertThat(events.get(0).kv()).isEqualTo(new KeyValue(bytesKey("a"), Bytes.utf8("1"), first, first, 1, 0));
            assertThat(events.get(1).kv())
                    .isEqualTo(new KeyValue(bytesKey("a"), Bytes.utf8("2"), first, first + 1, 2, lease));
            assertThat(events.get(0).isCreate()).isTrue();
            assertThat(events.get(1).isCreate()).isFalse();
            assertThat(events).allMatch(event -> event.previous().isEmpty());
        }
    }

    @Test
    void aDeleteShowsKeyAndRevisionOnly() {
        putAll("a");
        try (Watch watch = Waiting.ready(etcd().watch(key("a")))) {
            long deleted = etcd().kv().delete(key("a")).header().revision();
            WatchEvent event = Waiting.events(watch, 1).get(0);
            assertThat(event.isDelete()).isTrue();
            assertThat(event.kv()).isEqualTo(new KeyValue(bytesKey("a"), Bytes.EMPTY, 0, deleted, 0, 0));
        }
    }

    @Test
    void showsWhatWasThereBeforeWhenAsked() {
        try (Watch watch = Waiting.ready(etcd().watch(key("a"), o -> o.withPrevKv()))) {
            etcd().kv().put(key("a"), "1");
            KeyValue first = read("a");
            etcd().kv().put(key("a"), "2");
            KeyValue second = read("a");
            etcd().kv().delete(key("a"));
            etcd().kv().put(key("a"), "3");
            List<WatchEvent> events = Waiting.events(watch, 4);
            assertThat(events.get(0).previous()).isEmpty();
            assertThat(events.get(1).previous()).contains(first);
            assertThat(events.get(2).previous()).contains(second);
            assertThat(events.get(3).previous()).isEmpty();
        }
    }

    @Test
    void showsWhatWasThereBeforeAlsoOfThePast() {
        long start = etcd().kv().put(key("a"), "1").header().revision();
        KeyValue first = read("a");
        etcd().kv().put(key("a"), "2");
        etcd().kv().delete(key("a"));
        try (Watch watch = etcd().watch(key("a"), o -> o.withPrevKv().startRevision(start))) {
            List<WatchEvent> events = Waiting.events(watch, 3);
            assertThat(events.get(0).previous()).isEmpty();
            assertThat(events.get(1).previous()).contains(first);
            assertThat(events.get(2).previous()).map(kv -> kv.value().utf8()).contains("2");
        }
    }

    @Test
    void leavesOutPuts() {
        try (Watch watch = Waiting.ready(etcd().watch(prefix(), o -> o.prefix().without(WatchFilter.NO_PUT)))) {
            putAll("a", "b");
            etcd().kv().delete(key("a"));
            etcd().kv().delete(key("b"));
            assertThat(Waiting.events(watch, 2)).allMatch(WatchEvent::isDelete);
        }
    }

    @Test
    void leavesOutDeletes() {
        try (Watch watch = Waiting.ready(etcd().watch(prefix(), o -> o.prefix().without(WatchFilter.NO_DELETE)))) {
            putAll("a");
            etcd().kv().delete(key("a"));
            putAll("b");
            assertThat(Waiting.events(watch, 2))
                    .extracting(event -> name(event.kv()))
                    .containsExactly("a", "b");
        }
    }

    @Test
    void leavesOutEverythingButStillTellsProgress() {
        try (Watch watch = Waiting.ready(etcd().watch(
                        prefix(), o -> o.prefix().without(WatchFilter.NO_PUT).without(WatchFilter.NO_DELETE)))) {
            putAll("a");
            etcd().kv().delete(key("a"));
            long now = revision();
            if (!target().tellsProgressWhenAsked()) {
                try (Watch all = etcd().watch(prefix(), o -> o.prefix().startRevision(now - 1))) {
                    assertThat(Waiting.events(all, 2)).hasSize(2);
                }
                assertThat(watch.poll(Duration.ZERO)).isEmpty();
                return;
            }
            assertThat(Waiting.progress(watch).isProgress()).isTrue();
            assertThat(watch.completeUpTo()).isGreaterThanOrEqualTo(now);
        }
    }

    @Test
    void theEventsOfATransactionComeTogetherAndInItsOrder() {
        putAll("old");
        try (Watch watch = Waiting.ready(etcd().watch(prefix(), o -> o.prefix()))) {
            long revision = etcd().kv()
                    .txn(t -> t.then(
                            Op.put(key("z"), "1"),
                            Op.delete(key("old")),
                            Op.put(key("a"), "2"),
                            Op.txn(n -> n.then(Op.put(key("m"), "3")))))
                    .header()
                    .revision();
            WatchBatch batch = Waiting.eventBatch(watch);
            assertThat(batch.revision()).isEqualTo(revision);
            assertThat(batch.events()).extracting(event -> name(event.kv())).containsExactly("z", "old", "a", "m");
            assertThat(batch.events()).extracting(WatchEvent::revision).containsOnly(revision);
        }
    }

    @Test
    void oneRevisionIsNeverSplit() {
        long start = revision() + 1;
        for (int txn = 0; txn < 40; txn++) {
            List<Op> puts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                puts.add(Op.put(key("k" + i), "txn " + txn));
            }
            etcd().kv().txn(t -> t.then(puts.toArray(Op[]::new)));
        }
        try (Watch watch = etcd().watch(prefix(), o -> o.prefix().startRevision(start))) {
            int seen = 0;
            long last = start - 1;
            while (seen < 4000) {
                WatchBatch batch = Waiting.eventBatch(watch);
                assertThat(batch.events().size() % 100).as("events of a batch").isZero();
                for (WatchEvent event : batch.events()) {
                    assertThat(event.revision()).isEqualTo(start + seen / 100);
                    seen++;
                }
                assertThat(batch.revision()).isGreaterThan(last);
                last = batch.revision();
            }
        }
    }

    @Test
    void aRevisionLargerThanAMessageIsWhole() {
        Bytes before = random(1);
        Bytes after = random(2);
        try (Watch watch = Waiting.ready(etcd().watch(prefix(), o -> o.prefix().withPrevKv()))) {
            putPair(before);
            putPair(after);
            WatchBatch created = Waiting.eventBatch(watch);
            WatchBatch changed = Waiting.eventBatch(watch);
            assertThat(created.events())
                    .hasSize(2)
                    .allMatch(event -> event.kv().value().equals(before));
            assertThat(changed.events())
                    .hasSize(2)
                    .allMatch(event -> event.kv().value().equals(after));
            assertThat(changed.events())
                    .allMatch(event -> event.previous().orElseThrow().value().equals(before));
        }
        etcd().kv().delete(prefix(), o -> o.prefix());
    }

    @Test
    void aLargePastComesWholeAndInOrder() {
        long start = revision() + 1;
        for (int i = 0; i < 8; i++) {
            etcd().kv().put(bytesKey("large"), random(i));
        }
        try (Watch watch =
                etcd().watch(key("large"), o -> o.startRevision(start).withPrevKv())) {
            List<WatchEvent> events = Waiting.events(watch, 8);
            for (int i = 0; i < 8; i++) {
                assertThat(events.get(i).revision()).isEqualTo(start + i);
                assertThat(events.get(i).kv().value()).isEqualTo(random(i));
            }
        }
        etcd().kv().delete(key("large"));
    }

    @Test
    void aSlowReaderMissesNothing() {
        try (EtcdClient small = target().client().watchQueueEvents(16).build();
                Watch slow = Waiting.ready(small.watch(prefix(), o -> o.prefix()));
                Watch other = Waiting.ready(small.watch(key("other")))) {
            long start = revision() + 1;
            List<CompletableFuture<?>> puts = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                puts.add(etcd().kv().async().put(key("k" + i % 10), "v" + i));
            }
            puts.forEach(Waiting::get);
            etcd().kv().put(key("other"), "1");
            assertThat(Waiting.events(other, 1)).as("other watches go on").hasSize(1);
            List<WatchEvent> events = Waiting.events(slow, 501);
            for (int i = 0; i < 501; i++) {
                assertThat(events.get(i).revision()).isEqualTo(start + i);
            }
        }
    }

    @Test
    void aSlowReaderThatIsToEndMissesNothingBeforeItsEnd() {
        try (EtcdClient small = target().client().watchQueueEvents(16).build();
                Watch other = Waiting.ready(small.watch(key("other")))) {
            Watch slow = Waiting.ready(small.watch(prefix(), o -> o.prefix().onOverflow(WatchOverflow.END)));
            long start = revision() + 1;
            for (int i = 0; i < 40; i++) {
                etcd().kv().put(key("k" + i % 10), "v" + i);
            }
            assertThat(Waiting.failure(slow.ended())).isInstanceOf(WatchOverflowException.class);
            List<WatchEvent> seen = new ArrayList<>();
            Throwable end = catchThrowable(() -> slow.forEach(seen::add));
            long next = ((WatchOverflowException) end).resumeRevision();
            assertThat(seen).hasSizeGreaterThanOrEqualTo(16).hasSizeLessThan(40);
            assertThat(next).isEqualTo(start + seen.size());

            try (Watch again = etcd().watch(prefix(), o -> o.prefix().startRevision(next))) {
                seen.addAll(Waiting.events(again, 40 - seen.size()));
            }
            for (int i = 0; i < 40; i++) {
                assertThat(seen.get(i).revision()).isEqualTo(start + i);
            }
            etcd().kv().put(key("other"), "1");
            assertThat(Waiting.events(other, 1)).as("other watches go on").hasSize(1);
        }
    }

    private void putPair(Bytes value) {
        etcd().kv().txn(t -> t.then(PutRequest.of(bytesKey("x"), value), PutRequest.of(bytesKey("y"), value)));
    }

    private static Bytes random(int seed) {
        byte[] bytes = new byte[LARGE];
        new Random(seed).nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
