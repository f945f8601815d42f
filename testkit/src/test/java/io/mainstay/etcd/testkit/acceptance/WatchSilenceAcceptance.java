package io.mainstay.etcd.testkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Watches that see nothing although somebody is there: nobody is accused. */
abstract class WatchSilenceAcceptance extends Acceptance {
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
    void silenceWithAReasonIsNoDeath() throws Exception {
        try (EtcdClient watching = watchful(Duration.ofSeconds(3)).build()) {
            long future = other.kv().put(key("k"), "1").header().revision() + 1_000_000;
            Watch watch = watching.watch(key("k"), o -> o.startRevision(future));
            get(watch.ready());
            // Long enough for the question, the probe, and the end of all patience.
            assertThat(watch.poll(Duration.ofSeconds(8))).isEmpty();
            assertThat(ended).isEmpty();
            assertThat(watch.ended()).isNotDone();
            Watch second = watching.watch(key("k"));
            get(second.ready());
            long written = other.kv().put(key("k"), "2").header().revision();
            assertThat(event(second).revision()).isEqualTo(written);
        }
    }

    @Test
    void overTheGatewayNobodyAsksAndNobodyIsAccused() throws Exception {
        try (EtcdClient watching = watchful(Duration.ofSeconds(1))
                        .transport(new GatewayTransportProvider())
                        .build();
                Watch watch = watching.watch(key("k"))) {
            get(watch.ready());
            assertThat(watch.poll(Duration.ofSeconds(3))).isEmpty();
            assertThat(ended).isEmpty();
            long written = other.kv().put(key("k"), "1").header().revision();
            assertThat(event(watch).revision()).isEqualTo(written);
        }
    }

    private static WatchBatch event(Watch watch) {
        WatchBatch batch = watch.poll(PATIENCE).orElseThrow(() -> new AssertionError("no event came"));
        assertThat(batch.events()).hasSize(1);
        return batch;
    }
}
