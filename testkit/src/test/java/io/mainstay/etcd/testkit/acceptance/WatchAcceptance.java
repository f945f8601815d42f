package io.mainstay.etcd.testkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.view.KeyChange;
import io.mainstay.etcd.view.PrefixView;
import io.mainstay.etcd.view.ViewChange;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Watches: acceptance tests 1, 2, 5, 6 and 7. */
abstract class WatchAcceptance extends Acceptance {
    private static final int EVENTS = 300;

    @Test
    void a01AnOldWatchCutBeforeItsFirstBatchSeesEveryEventOnceInOrder() throws Exception {
        List<Long> written = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            written.add(other.kv().put(key("k"), "value " + i).header().revision());
        }
        // The cut falls into the greeting, the answer to the create, and the batches.
        for (long bytes : new long[] {1, 60, 120, 180, 240, 400, 1_000, 4_000, 9_000}) {
            CountDownLatch cut = new CountDownLatch(2);
            try (EtcdClient cuttable = client().eventListener(event -> {
                        if (event instanceof ClientEvent.StreamEnded) {
                            cut.countDown();
                        }
                    })
                    .build()) {
                line.cutAfter(bytes);
                Watch watch = cuttable.watch(WatchRequest.of(key("k")).startRevision(written.get(0)));
                assertThat(cut.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("a cut after %d bytes", bytes)
                        .isTrue();
                line.heal();
                assertThat(revisions(watch, EVENTS))
                        .as("cut after %d bytes", bytes)
                        .isEqualTo(written);
            }
        }
    }

    @Test
    void a02AQuietWatchFromNowSeesWhatIsWrittenDuringACut() throws Exception {
        Watch watch = etcd.watch(key("k"));
        get(watch.ready());
        line.block();
        long written = other.kv().put(key("k"), "during the cut").header().revision();
        line.heal();
        assertThat(revisions(watch, 1)).containsExactly(written);
    }

    @Test
    void a05CompactionDuringACutEndsAWatchTypedAndAViewTellsExactlyWhatChanged() throws Exception {
        for (String name : List.of("changed", "deleted", "same")) {
            other.kv().put(key(name), "old");
        }
        PrefixView view = etcd.view(prefix());
        BlockingQueue<ViewChange> heard = new LinkedBlockingQueue<>();
        view.listen(heard::add);
        assertThat(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        Watch watch = etcd.watch(prefix(), WatchRequest::prefix);
        get(watch.ready());
        line.block();
        other.kv().put(key("changed"), "new");
        other.kv().delete(key("deleted"));
        long compacted = other.kv().put(key("created"), "new").header().revision();
        other.kv().compact(compacted);
        line.heal();

        Throwable end = failure(watch.ended());
        assertThat(end).isInstanceOf(CompactedException.class);
        assertThat(((CompactedException) end).compactRevision()).isEqualTo(compacted);
        ViewChange relisted = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(relisted).isNotNull();
        assertThat(relisted.cause()).isEqualTo(ViewChange.Cause.RELOADED);
        assertThat(relisted.changes().stream().map(WatchAcceptance::word))
                .containsExactly("changed old>new", "created >new", "deleted old>");
        long after = other.kv().put(key("same"), "later").header().revision();
        assertThat(view.awaitRevision(after, PATIENCE).get(key("same")).modRevision())
                .isEqualTo(after);
        assertThat(view.status().reloads()).isEqualTo(1);
        view.close();
    }

    private static String word(KeyChange change) {
        String key = change.key().utf8();
        KeyValue before = change.before();
        KeyValue after = change.after();
        return key.substring(key.lastIndexOf('/') + 1) + " "
                + (before == null ? "" : before.value().utf8()) + ">"
                + (after == null ? "" : after.value().utf8());
    }

    @Test
    void a06ABlockedListenerDelaysNeitherAnotherWatchNorALease() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        BlockingQueue<WatchBatch> second = new LinkedBlockingQueue<>();
        try (KeptLease lease = etcd.leases().grantAndKeep(Duration.ofSeconds(2));
                Watch a = etcd.watch(WatchRequest.of(key("a")), batch -> {
                    blocked.countDown();
                    awaitQuietly(release);
                });
                Watch b = etcd.watch(WatchRequest.of(key("b")), second::add)) {
            get(a.ready());
            get(b.ready());
            other.kv().put(key("a"), "1", o -> o.lease(lease.id()));
            assertThat(blocked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            other.kv().put(key("b"), "1");
            assertThat(second.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
            // The lease outlives its ttl twice, which it does only when it is renewed meanwhile.
            assertThat(lease.lost()
                            .copy()
                            .completeOnTimeout(null, 5, TimeUnit.SECONDS)
                            .get())
                    .isNull();
            assertThat(lease.state()).isEqualTo(KeptLease.State.ACTIVE);
            assertThat(other.kv().get(key("a"))).isPresent();
        } finally {
            release.countDown();
        }
    }

    @Test
    void a07AThrowingListenerIsReportedAndOthersGoOn() throws Exception {
        BlockingQueue<ClientEvent.CallbackFailed> failures = new LinkedBlockingQueue<>();
        BlockingQueue<WatchBatch> calm = new LinkedBlockingQueue<>();
        BlockingQueue<WatchBatch> angry = new LinkedBlockingQueue<>();
        try (EtcdClient watching = client().eventListener(event -> {
                    if (event instanceof ClientEvent.CallbackFailed failed) {
                        failures.add(failed);
                    }
                })
                .build()) {
            Watch throwing = watching.watch(WatchRequest.of(key("k")), batch -> {
                angry.add(batch);
                throw new IllegalStateException("planted");
            });
            Watch listening = watching.watch(WatchRequest.of(key("k")), calm::add);
            get(throwing.ready());
            get(listening.ready());
            other.kv().put(key("k"), "1");
            ClientEvent.CallbackFailed failed = failures.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(failed).isNotNull();
            assertThat(failed.thrown()).hasMessage("planted");
            other.kv().put(key("k"), "2");
            for (BlockingQueue<WatchBatch> queue : List.of(calm, angry)) {
                assertThat(queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
                assertThat(queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    private static List<Long> revisions(Watch watch, int number) {
        List<Long> revisions = new ArrayList<>();
        while (revisions.size() < number) {
            WatchBatch batch =
                    watch.poll(PATIENCE).orElseThrow(() -> new AssertionError("only " + revisions.size() + " events"));
            batch.events().stream().map(WatchEvent::revision).forEach(revisions::add);
        }
        return revisions;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
