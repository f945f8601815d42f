package io.mainstay.etcd.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.Levers;
import io.mainstay.etcd.embedded.Levers.Held;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.NoLeaderException;
import io.mainstay.etcd.error.UnavailableException;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.testkit.contract.EmbeddedWay;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.watch.Watch;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client makes of the levers, in-process, over gRPC and over JSON. */
@ExtendWith(LeakGate.class)
class LeversTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedEtcd etcd = EmbeddedEtcd.start();
    private final Levers levers = etcd.levers();

    @AfterEach
    void close() {
        etcd.close();
    }

    private EtcdClient connect(EmbeddedWay way) {
        return connect(way, PATIENCE);
    }

    private EtcdClient connect(EmbeddedWay way, Duration callTimeout) {
        return EtcdClient.builder()
                .callTimeout(callTimeout)
                .endpoints(way.endpoint(etcd).toString())
                .transport(way.transport(etcd))
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void aReadThatFailedIsReadAgain(EmbeddedWay way) {
        try (EtcdClient client = connect(way)) {
            client.kv().put("k", "v");
            levers.failNext(2, Rpcs.RANGE, ErrorCode.UNAVAILABLE, "etcdserver: leader changed");
            assertThat(client.kv().get("k")).isPresent();
            assertThat(levers.planned()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPutWhoseAnswerIsLostSaysThatItMayHaveBeenApplied_andIsNotSentTwice(EmbeddedWay way) {
        try (EtcdClient client = connect(way)) {
            levers.loseNext(1, Rpcs.PUT);
            EtcdException lost =
                    catchThrowableOfType(EtcdException.class, () -> client.kv().put("k", "v"));
            assertThat(lost).isInstanceOf(UnavailableException.class);
            assertThat(lost.maybeApplied()).isTrue();
            assertThat(client.kv().get("k").orElseThrow().version()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWatchSeesEveryEventOnce_howeverOftenItsStreamIsDropped(EmbeddedWay way) {
        try (EtcdClient client = connect(way);
                EtcdClient writer = connect(EmbeddedWay.IN_PROCESS);
                Watch watch = client.watch("k")) {
            watch.ready().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            for (int i = 0; i < 5; i++) {
                writer.kv().put("k", "" + i);
                levers.dropStreams();
                assertThat(watch.poll(PATIENCE).orElseThrow().events())
                        .extracting(event -> event.kv().value().utf8())
                        .containsExactly("" + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWatchThatStoodStillMissesNothing(EmbeddedWay way) {
        try (EtcdClient client = connect(way);
                EtcdClient writer = connect(EmbeddedWay.IN_PROCESS);
                Watch watch = client.watch("k")) {
            watch.ready().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            try (Held stall = levers.stallStreams()) {
                writer.kv().put("k", "a");
                writer.kv().put("k", "b");
            }
            assertThat(watch.poll(PATIENCE).orElseThrow().events()).hasSize(1);
            assertThat(watch.poll(PATIENCE).orElseThrow().events()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutALeaderACallEndsTyped_andAWatchGoesOnAfterwards(EmbeddedWay way) {
        try (EtcdClient client = connect(way, Duration.ofSeconds(2));
                EtcdClient writer = connect(EmbeddedWay.IN_PROCESS);
                Watch watch = client.watch("k")) {
            watch.ready().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            try (Held lost = levers.loseLeader()) {
                assertThatThrownBy(() -> client.kv().put("k", "v"))
                        .isInstanceOf(DeadlineExceededException.class)
                        .as("it was tried again in vain")
                        .hasCauseInstanceOf(NoLeaderException.class);
            }
            writer.kv().put("k", "w");
            assertThat(watch.poll(PATIENCE).orElseThrow().events())
                    .extracting(event -> event.kv().value().utf8())
                    .containsExactly("w");
        }
    }
}
