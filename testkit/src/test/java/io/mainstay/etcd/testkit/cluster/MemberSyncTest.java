package io.mainstay.etcd.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.NoLeaderException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.testkit.RealEtcdCluster;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that learns of members nobody told it of, and one that will not wait for a leader. */
@ExtendWith(LeakGate.class)
class MemberSyncTest {
    private static final RealEtcdOptions OPTIONS =
            RealEtcdOptions.of(Requirement.realEtcd("3.6")).withFlags("--unsafe-no-fsync");

    @Test
    void theOthersAreFoundAndServeWhenTheGivenOneIsGone() throws Exception {
        CountDownLatch found = new CountDownLatch(1);
        try (RealEtcdCluster cluster = RealEtcdCluster.start(OPTIONS);
                EtcdClient client = EtcdClient.builder()
                        .endpoints(cluster.member(0).endpoint())
                        .syncMembers(Duration.ofSeconds(1))
                        .eventListener(event -> {
                            if (event instanceof ClientEvent.EndpointsFound synced
                                    && synced.endpoints().size() == 3) {
                                found.countDown();
                            }
                        })
                        .build()) {
            client.kv().put("k", "before");
            assertThat(found.await(20, TimeUnit.SECONDS)).as("members found").isTrue();
            cluster.member(0).kill();
            assertThat(client.kv().get("k")).map(KeyValue::version).contains(1L);
        }
    }

    @Test
    void withoutALeaderAWriteIsRefusedAtOnceAndSurelyNotApplied() {
        try (RealEtcdCluster cluster = RealEtcdCluster.start(OPTIONS);
                EtcdClient client = EtcdClient.builder()
                        .endpoints(cluster.member(0).endpoint())
                        .requireLeader(true)
                        .callTimeout(Duration.ofSeconds(15))
                        .build()) {
            client.kv().put("k", "before");
            cluster.member(1).kill();
            cluster.member(2).kill();
            Throwable thrown = catchThrowable(() -> {
                // The member takes an election timeout to see that it is alone.
                for (int i = 0; i < 1_000; i++) {
                    client.kv().put("k", String.format(Locale.ROOT, "alone %d", i));
                }
            });
            assertThat(thrown).isInstanceOf(EtcdException.class);
            Throwable last = catchThrowable(() -> client.kv().put("k", "after"));
            assertThat(last).isInstanceOf(EtcdException.class);
            assertThat(((EtcdException) last).maybeApplied()).isFalse();
            assertThat(last).hasStackTraceContaining(NoLeaderException.class.getSimpleName());
        }
    }
}
