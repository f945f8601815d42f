package io.mainstay.etcd.testkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.testkit.Await;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Watches that see nothing: whether that is because nothing happens, or because nobody is there. */
abstract class WatchVigilAcceptance extends Acceptance {
    private static final Duration OFTEN = Duration.ofSeconds(1);

    private final BlockingQueue<ClientEvent.StreamEnded> ended = new LinkedBlockingQueue<>();

    private EtcdClientBuilder watchful(Duration interval) {
        ended.clear();
        return client().watchProgress(interval).eventListener(event -> {
            if (event instanceof ClientEvent.StreamEnded end) {
                ended.add(end);
            }
        });
    }

    @Test
    void aQuietWatchLearnsHowFarItIsComplete() throws Exception {
        try (EtcdClient watching = watchful(OFTEN).build();
                Watch quiet = watching.watch(key("quiet"));
                Watch busy = watching.watch(key("busy"))) {
            get(quiet.ready());
            get(busy.ready());
            long now = other.kv().put(key("busy"), "1").header().revision();
            Await.until("a proof that the quiet watch lacks nothing", () -> quiet.completeUpTo() >= now);
            assertThat(quiet.poll(Duration.ZERO)).as("a user who did not ask").isEmpty();
            assertThat(busy.next().orElseThrow().revision()).isEqualTo(now);
        }
    }

    @Test
    void compactionDuringACutHitsNoWatchThatWasMerelyQuiet() throws Exception {
        try (EtcdClient watching = watchful(OFTEN).build();
                Watch quiet = watching.watch(key("quiet"))) {
            get(quiet.ready());
            long first = other.kv().put(key("elsewhere"), "1").header().revision();
            Await.until("the first answer", () -> quiet.completeUpTo() >= first);
            long second = other.kv().put(key("elsewhere"), "2").header().revision();
            Await.until("the answer after it", () -> quiet.completeUpTo() >= second);
            line.block();
            long written =
                    other.kv().put(key("quiet"), "during the cut").header().revision();
            other.kv().compact(first);
            line.heal();
            assertThat(event(quiet).revision()).isEqualTo(written);
        }
    }

    @Test
    void aLineThatFallsSilentIsLeftForAnother() throws Exception {
        try (EtcdClient watching = watchful(OFTEN).endpoints(direct()).build();
                Watch watch = watching.watch(key("k"))) {
            get(watch.ready());
            line.stall();
            long written = other.kv().put(key("k"), "unheard").header().revision();
            assertThat(event(watch).revision()).isEqualTo(written);
            assertThat(watch.completeUpTo()).isGreaterThanOrEqualTo(written);
        }
    }

    @Test
    void theOnlyLineThatFallsSilentIsTriedAgain() throws Exception {
        try (EtcdClient watching = watchful(OFTEN).build();
                Watch watch = watching.watch(key("k"))) {
            get(watch.ready());
            line.stall();
            long written = other.kv().put(key("k"), "unheard").header().revision();
            ClientEvent.StreamEnded end = ended.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(end).isNotNull();
            assertThat(end.failure()).hasMessageContaining("no sign of life");
            assertThat(watch.staleness()).isPositive();
            line.heal();
            assertThat(event(watch).revision()).isEqualTo(written);
        }
    }

    private static WatchBatch event(Watch watch) {
        WatchBatch batch = watch.poll(PATIENCE).orElseThrow(() -> new AssertionError("no event came"));
        assertThat(batch.events()).hasSize(1);
        return batch;
    }
}
