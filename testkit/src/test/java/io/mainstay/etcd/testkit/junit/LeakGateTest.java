package io.mainstay.etcd.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.spi.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The gate bites: each thing that can be left behind fails the class that left it, and what was closed does not. */
class LeakGateTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final List<AutoCloseable> LEFT_BEHIND = new ArrayList<>();

    @AfterEach
    void closeWhatWasLeftBehind() throws Exception {
        for (AutoCloseable left : LEFT_BEHIND) {
            left.close();
        }
        LEFT_BEHIND.clear();
    }

    @Test
    void aForgottenClientFailsItsClassAndShowsItsThreadsWithStacks() {
        TestExecutionSummary summary = Runs.of(ForgetsAClient.class);
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThat(summary.getContainersFailedCount()).isEqualTo(1);
        assertThat(Runs.failures(summary))
                .contains("leaked: ", "did not end within 300 ms", "mainstay-", "      at java.base");
    }

    @Test
    void aForgottenServerFailsItsClass() {
        TestExecutionSummary summary = Runs.of(ForgetsAServer.class);
        assertThat(summary.getContainersFailedCount()).isEqualTo(1);
        assertThat(Runs.failures(summary)).contains("leaked: ", "embedded-etcd");
    }

    @Test
    void whatIsClosedPasses() {
        TestExecutionSummary summary = Runs.of(ClosesEverything.class);
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThat(summary.getTotalFailureCount()).as(Runs.failures(summary)).isZero();
    }

    @Test
    void aThreadThatIsJustEndingIsWaitedFor() {
        Set<Thread> before = ThreadLeaks.alive();
        CountDownLatch asked = new CountDownLatch(1);
        Thread ending = DaemonThreads.named("mainstay-ending").newThread(() -> {
            try {
                asked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        ending.start();
        assertThat(ThreadLeaks.alive()).contains(ending);
        assertThatThrownBy(() -> ThreadLeaks.awaitGone(before, SHORT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("1 thread", "mainstay-ending-1 (WAITING)", "CountDownLatch.await");
        asked.countDown();
        ThreadLeaks.awaitGone(before, Duration.ofSeconds(10));
    }

    @Test
    void whatAServerStillHasIsNamed() {
        try (EmbeddedEtcd etcd = EmbeddedEtcd.start();
                EtcdClient client = EtcdClient.builder()
                        .endpoints("embedded://test")
                        .transport(etcd.transports())
                        .build()) {
            ServerGauges gauges = ServerGauges.of(etcd);
            ServerLeaks.awaitQuiet(gauges, SHORT);
            long lease = client.leases().grant(Duration.ofMinutes(1)).id();
            client.watch("a").ready().join();
            assertThatThrownBy(() -> ServerLeaks.awaitQuiet(gauges, SHORT))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("1 watches, 1 streams and 1 leases");
            client.leases().revoke(lease);
            client.close();
            ServerLeaks.awaitQuiet(gauges, Duration.ofSeconds(10));
        }
    }

    private static EtcdClient usedClient(EmbeddedEtcd etcd) {
        EtcdClient client = EtcdClient.builder()
                .endpoints("embedded://test")
                .transport(etcd.transports())
                .build();
        client.kv().async().put("a", "1").join();
        client.watch("a").ready().join();
        return client;
    }

    @Sample
    static class ForgetsAClient {
        @RegisterExtension
        static final LeakGate GATE = new LeakGate(SHORT);

        @Test
        void passes() {
            EmbeddedEtcd etcd = EmbeddedEtcd.start();
            LEFT_BEHIND.add(usedClient(etcd));
            LEFT_BEHIND.add(etcd);
        }
    }

    @Sample
    static class ForgetsAServer {
        @RegisterExtension
        static final LeakGate GATE = new LeakGate(SHORT);

        @Test
        void passes() {
            EmbeddedEtcd etcd = EmbeddedEtcd.start();
            LEFT_BEHIND.add(etcd);
            usedClient(etcd).close();
        }
    }

    @Sample
    static class ClosesEverything {
        @RegisterExtension
        static final LeakGate GATE = new LeakGate(Duration.ofSeconds(10));

        @Test
        void passes() {
            try (EmbeddedEtcd etcd = EmbeddedEtcd.start();
                    EtcdClient client = usedClient(etcd)) {
                assertThat(client.kv().get("a")).isPresent();
            }
        }
    }
}
