package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Where a watch starts, which keys it sees, how it tells progress, and how it ends. */
public abstract class WatchContract extends ContractSuite {
    @Test
    void isReadyFromTheNextRevisionOn() {
        putAll("a");
        long before = revision();
        try (Watch watch = etcd().watch(key("a"))) {
            assertThat(Waiting.get(watch.ready())).isEqualTo(before + 1);
            assertThat(watch.completeUpTo()).isEqualTo(before);
            etcd().kv().put(key("a"), "new");
            assertThat(Waiting.events(watch, 1))
                    .extracting(WatchEvent::revision)
                    .containsExactly(before + 1);
            assertThat(watch.completeUpTo()).isEqualTo(before + 1);
        }
    }

    @Test
    void startsAtAnOldRevision() {
        long first = etcd().kv().put(key("a"), "1").header().revision();
        long second = etcd().kv().put(key("a"), "2").header().revision();
        long deleted = etcd().kv().delete(key("a")).header().revision();
        long third = etcd().kv().put(key("a"), "3").header().revision();
        try (Watch watch = etcd().watch(key("a"), o -> o.startRevision(second))) {
            assertThat(Waiting.get(watch.ready())).isEqualTo(second);
            assertThat(Waiting.events(watch, 3))
                    .extracting(WatchEvent::revision)
                    .containsExactly(second, deleted, third);
        }
        try (Watch watch = etcd().watch(key("a"), o -> o.startRevision(first))) {
            assertThat(Waiting.events(watch, 4).get(0).revision()).isEqualTo(first);
        }
    }

    @Test
    void goesOnFromThePastIntoThePresent() {
        long start = revision() + 1;
        for (int i = 0; i < 50; i++) {
            etcd().kv().put(key("a"), "past " + i);
        }
        try (Watch watch = etcd().watch(key("a"), o -> o.startRevision(start))) {
            for (int i = 0; i < 50; i++) {
                etcd().kv().put(key("a"), "present " + i);
            }
            List<WatchEvent> events = Waiting.events(watch, 100);
            for (int i = 0; i < 100; i++) {
                assertThat(events.get(i).revision()).isEqualTo(start + i);
            }
        }
    }

    @Test
    void catchesUpOverMoreRevisionsThanAMessageHolds() {
        long start = revision() + 1;
        List<CompletableFuture<?>> puts = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            puts.add(etcd().kv().async().put(key("k" + i % 7), "v" + i));
        }
        puts.forEach(Waiting::get);
        try (Watch watch = etcd().watch(prefix(), o -> o.prefix().startRevision(start))) {
            List<WatchEvent> events = Waiting.events(watch, 2500);
            assertThat(events).extracting(WatchEvent::revision).isSorted().doesNotHaveDuplicates();
            assertThat(events).hasSize(2500);
        }
    }

    @Test
    void startsInTheFuture() {
        long start = revision() + 3;
        try (Watch watch = etcd().watch(key("a"), o -> o.startRevision(start))) {
            assertThat(Waiting.get(watch.ready())).isEqualTo(start);
            for (int i = 0; i < 4; i++) {
                etcd().kv().put(key("a"), "" + i);
            }
            assertThat(Waiting.events(watch, 2))
                    .extracting(WatchEvent::revision)
                    .containsExactly(start, start + 1);
        }
    }

    @Test
    void seesOneKeyOnly() {
        try (Watch watch = Waiting.ready(etcd().watch(key("b")))) {
            putAll("a", "b", "bb", "b/", "c", "b");
            assertThat(keys(Waiting.events(watch, 2))).containsExactly("b", "b");
        }
    }

    @Test
    void seesAPrefix() {
        try (Watch watch = Waiting.ready(etcd().watch(key("p/"), o -> o.prefix()))) {
            putAll("p", "p/a", "p0", "p/", "p/b");
            assertThat(keys(Waiting.events(watch, 3))).containsExactly("p/a", "p/", "p/b");
        }
    }

    @Test
    void seesARangeWithoutItsEnd() {
        try (Watch watch = Waiting.ready(etcd().watch(key("b"), o -> o.until(bytesKey("d"))))) {
            putAll("a", "b", "d", "c", "e", "bb");
            assertThat(keys(Waiting.events(watch, 3))).containsExactly("b", "c", "bb");
        }
    }

    @Test
    void seesEverythingFromAKeyOn() {
        try (Watch watch = Waiting.ready(etcd().watch(key("b"), o -> o.fromKey()))) {
            putAll("a", "b", "c");
            assertThat(keys(Waiting.events(watch, 2))).containsExactly("b", "c");
        }
    }

    @Test
    void tellsProgressWhenAsked() {
        try (Watch watch = Waiting.ready(etcd().watch(key("quiet")))) {
            putAll("a", "b");
            long now = revision();
            if (!target().tellsProgressWhenAsked()) {
                watch.requestProgress();
                etcd().kv().put(key("quiet"), "1");
                assertThat(Waiting.batch(watch).events())
                        .as("a question that cannot be asked does no harm")
                        .hasSize(1);
                return;
            }
            WatchBatch progress = Waiting.progress(watch);
            assertThat(progress.isProgress()).isTrue();
            assertThat(progress.revision()).isGreaterThanOrEqualTo(now);
            assertThat(watch.completeUpTo()).isGreaterThanOrEqualTo(now);
        }
    }

    /** etcd tells a stream no progress while one of its watches waits for a revision that does not exist. */
    @Test
    void tellsProgressOfAWatchThatBeginsAfterTheLastChange() {
        if (!target().tellsProgressWhenAsked()) {
            return;
        }
        try (EtcdClient other = target().client().build()) {
            long last = etcd().kv().put(key("a"), "seen").header().revision();
            try (Watch beside = Waiting.ready(other.watch(key("b")));
                    Watch watch = Waiting.ready(
                            other.watch(key("a"), o -> o.withPrevKv().startRevision(last + 1)))) {
                assertThat(Waiting.progress(watch).revision()).isGreaterThanOrEqualTo(last);
                assertThat(Waiting.progress(beside).isProgress()).isTrue();
                long next = etcd().kv().put(key("a"), "new").header().revision();
                WatchEvent event = Waiting.events(watch, 1).get(0);
                assertThat(event.revision())
                        .as("what was there before is not seen")
                        .isEqualTo(next);
                assertThat(event.previous().orElseThrow().value().utf8()).isEqualTo("seen");
            }
        }
    }

    @Test
    void tellsProgressAfterTheEventsBeforeIt() {
        try (Watch watch = Waiting.ready(etcd().watch(key("a")))) {
            for (int round = 0; round < 20; round++) {
                long put = etcd().kv().put(key("a"), "" + round).header().revision();
                watch.requestProgress();
                WatchBatch first = Waiting.batch(watch);
                while (first.isProgress() && first.revision() < put) {
                    first = Waiting.batch(watch);
                }
                assertThat(first.events())
                        .as("round " + round)
                        .extracting(WatchEvent::revision)
                        .containsExactly(put);
            }
        }
    }

    @Test
    void endsWhenItsUserClosesIt() {
        Watch watch = Waiting.ready(etcd().watch(key("a")));
        watch.close();
        watch.close();
        Waiting.get(watch.ended());
        assertThat(watch.next()).isEmpty();
        assertThat(watch.poll(Duration.ofSeconds(1))).isEmpty();
        assertThat(watch.iterator().hasNext()).isFalse();
        etcd().kv().put(key("a"), "1");
        assertThat(watch.next()).isEmpty();
    }

    @Test
    void closingOneWatchLeavesTheOthersAlone() {
        try (Watch stays = Waiting.ready(etcd().watch(key("a")))) {
            Watch goes = Waiting.ready(etcd().watch(key("a")));
            goes.close();
            Waiting.get(goes.ended());
            etcd().kv().put(key("a"), "1");
            assertThat(Waiting.events(stays, 1)).hasSize(1);
        }
    }

    @Test
    void endsWhenTheClientIsClosed() {
        Watch watch;
        try (EtcdClient other = target().client().build()) {
            watch = Waiting.ready(other.watch(key("a")));
        }
        assertThat(Waiting.failure(watch.ended())).isInstanceOf(ClientClosedException.class);
        assertThat(catchThrowable(watch::next)).isInstanceOf(ClientClosedException.class);
    }

    @Test
    void anEmptyRangeIsRefused() {
        Watch watch = etcd().watch(WatchRequest.of(key("b")).until(bytesKey("a")));
        Throwable refused = Waiting.failure(watch.ready());
        assertThat(refused).isInstanceOf(EtcdException.class);
        assertThat(((EtcdException) refused).etcdMessage()).contains("mvcc: watcher range is empty");
        assertThat(Waiting.failure(watch.ended())).isSameAs(refused);
    }

    @Test
    void aRefusedWatchLeavesTheOthersAlone() {
        try (Watch stays = Waiting.ready(etcd().watch(key("a")))) {
            Waiting.failure(
                    etcd().watch(WatchRequest.of(key("b")).until(bytesKey("a"))).ended());
            etcd().kv().put(key("a"), "1");
            assertThat(Waiting.events(stays, 1)).hasSize(1);
        }
    }

    @Test
    void manyWatchesShareOneClient() {
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            watches.add(etcd().watch(key("k" + i)));
        }
        watches.forEach(Waiting::ready);
        for (int i = 0; i < 200; i++) {
            etcd().kv().put(key("k" + i), "v" + i);
        }
        for (int i = 0; i < 200; i++) {
            WatchEvent event = Waiting.events(watches.get(i), 1).get(0);
            assertThat(event.kv().value().utf8()).isEqualTo("v" + i);
            watches.get(i).close();
        }
    }

    @Test
    void aFloodOfWatchesOnOneKeySeeTheSame() {
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            watches.add(etcd().watch(key("a")));
        }
        watches.forEach(Waiting::ready);
        for (int i = 0; i < 30; i++) {
            etcd().kv().put(key("a"), "v" + i);
        }
        List<WatchEvent> expected = Waiting.events(watches.get(0), 30);
        watches.forEach(watch -> {
            if (watch != watches.get(0)) {
                assertThat(Waiting.events(watch, 30)).isEqualTo(expected);
            }
            watch.close();
        });
    }

    private List<String> keys(List<WatchEvent> events) {
        return events.stream().map(event -> name(event.kv())).toList();
    }
}
