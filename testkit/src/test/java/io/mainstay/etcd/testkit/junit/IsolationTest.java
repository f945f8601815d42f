package io.mainstay.etcd.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.Levers;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.testkit.Requirement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Tests that are kept apart, and tests that are moved to another etcd. */
class IsolationTest {
    private static final int TESTS = 3;
    private static final Map<String, String> AT_ONCE = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "" + TESTS);

    /** Where tests that run at the same time meet, so that each has written before any looks. */
    private static CyclicBarrier meeting = new CyclicBarrier(1);

    private static final Set<Object> SEEN = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void forget() {
        meeting = new CyclicBarrier(1);
        SEEN.clear();
    }

    @Test
    void eachTestHasItsOwnKeys_onOneServer() {
        assertAllPass(Runs.of(InNamespaces.class), TESTS);
        assertThat(SEEN).as("servers").hasSize(1);
    }

    @Test
    void eachTestHasItsOwnKeys_whenAllRunAtOnce() {
        meeting = new CyclicBarrier(TESTS);
        assertAllPass(Runs.of(InNamespaces.class, AT_ONCE), TESTS);
    }

    @Test
    void eachTestHasItsOwnServer() {
        assertAllPass(Runs.of(OnServers.class), TESTS);
        assertThat(SEEN).as("servers").hasSize(TESTS);
    }

    @Test
    void eachTestHasItsOwnServer_whenAllRunAtOnce() {
        meeting = new CyclicBarrier(TESTS);
        assertAllPass(Runs.of(OnServers.class, AT_ONCE), TESTS);
        assertThat(SEEN).as("servers").hasSize(TESTS);
    }

    @Test
    void aClassThatHasNoServerSaysSo() {
        TestExecutionSummary summary = Runs.of(AsksTooEarly.class);
        assertThat(Runs.failures(summary)).contains("ask for it in the test itself or in a method with @BeforeEach");
    }

    @Test
    void anEtcdThatRunsIsTaken_andLeftAsItWas() {
        try (EmbeddedEtcd running = EmbeddedEtcd.start();
                EtcdClient other = EtcdClient.connect(running.endpoint())) {
            other.kv().put("/key", "not yours");
            Map<String, String> there = Map.of(ServerChoice.PROPERTY, running.endpoint());
            long before = running.revision();

            assertAllPass(Runs.of(InNamespaces.class, there), TESTS);
            assertAllPass(Runs.of(OnServers.class, there), TESTS);
            assertAllPass(Runs.of(Shared.class, there), 2);

            assertThat(running.revision()).as("they were here").isGreaterThan(before + 2 * TESTS);
            assertThat(other.kv().range(RangeRequest.of(KeyRange.all())).kvs())
                    .extracting(kv -> kv.key().utf8() + "=" + kv.value().utf8())
                    .containsExactly("/key=not yours");
        }
    }

    @Test
    void testsThatPullLeversAreSkippedElsewhere() {
        try (EmbeddedEtcd running = EmbeddedEtcd.start()) {
            TestExecutionSummary summary = Runs.of(Pulls.class, Map.of(ServerChoice.PROPERTY, running.endpoint()));
            assertThat(summary.getTestsSkippedCount())
                    .as(Runs.failures(summary))
                    .isEqualTo(2);
        }
        assertAllPass(Runs.of(Pulls.class), 2);
    }

    @Test
    void aRealOneIsStarted() {
        String version = Requirement.realEtcd("3.6").version();
        assertAllPass(Runs.of(Shared.class, Map.of(ServerChoice.PROPERTY, version)), 2);
        assertAllPass(Runs.of(InNamespaces.class, Map.of(ServerChoice.PROPERTY, "3.6")), TESTS);
        assertThat(SEEN).as("servers, of two runs").hasSize(1);
    }

    @Test
    void nonsenseIsRefused() {
        TestExecutionSummary summary = Runs.of(Shared.class, Map.of(ServerChoice.PROPERTY, "docker"));
        assertThat(Runs.failures(summary))
                .contains("mainstay.test.etcd is \"docker\"; it must be \"embedded\", \"real\", a version");
    }

    private static void assertAllPass(TestExecutionSummary summary, int tests) {
        assertThat(summary.getTotalFailureCount()).as(Runs.failures(summary)).isZero();
        assertThat(summary.getTestsSucceededCount()).as(Runs.failures(summary)).isEqualTo(tests);
    }

    /** Writes one key that all the others write too, and finds nothing but that. */
    private static void writeAndLook(EtcdClient client, String endpoint) throws Exception {
        client.kv().put("/key", "mine");
        meeting.await(30, TimeUnit.SECONDS);
        assertThat(client.kv().range(RangeRequest.of(KeyRange.all())).kvs())
                .extracting(kv -> kv.key().utf8() + " " + kv.version())
                .containsExactly("/key 1");
        SEEN.add(endpoint);
    }

    @Sample
    @EtcdTest(Isolation.NAMESPACE)
    static class InNamespaces {
        private EtcdClient seenBefore;

        @BeforeEach
        void hasTheClientOfItsTest(EtcdClient client) {
            seenBefore = client;
        }

        @AfterEach
        void stillHasIt(EtcdClient client) {
            assertThat(client).isSameAs(seenBefore);
        }

        @Test
        void one(EtcdClient client, EtcdAddress address) throws Exception {
            writeAndLook(client, address.endpoint());
        }

        @Test
        void two(EtcdClient client, EtcdAddress address) throws Exception {
            writeAndLook(client, address.endpoint());
        }

        @Nested
        class Inner {
            @Test
            void three(EtcdClient client, EtcdAddress address) throws Exception {
                writeAndLook(client, address.endpoint());
                assertThat(address.namespace())
                        .startsWith("/")
                        .contains("/Inner.three/")
                        .doesNotContain("//");
            }
        }
    }

    @Sample
    static class OnServers {
        @RegisterExtension
        static final EtcdExtension ETCD = EtcdExtension.create().withIsolation(Isolation.SERVER);

        @Test
        void one(EtcdClient client, EtcdAddress address) throws Exception {
            writeAndLook(client, address.endpoint());
        }

        @Test
        void two(EtcdAddress address, EtcdClient client) throws Exception {
            writeAndLook(client, address.endpoint());
        }

        @Nested
        class Inner {
            @Test
            void three(EtcdClient client, EtcdAddress address) throws Exception {
                writeAndLook(client, address.endpoint());
            }
        }
    }

    @Sample
    @EtcdTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class Shared {
        private final Set<String> keys = new HashSet<>();

        @Test
        void one(EtcdClient client) {
            look(client, "one");
        }

        @Test
        void two(EtcdClient client) {
            look(client, "two");
        }

        /** What the test before has written stays. */
        private void look(EtcdClient client, String key) {
            client.kv().put(key, "");
            keys.add(key);
            assertThat(client.kv().range(RangeRequest.of(KeyRange.all())).kvs())
                    .extracting(kv -> kv.key().utf8())
                    .containsExactlyInAnyOrderElementsOf(keys);
        }
    }

    @Sample
    @EtcdTest
    static class Pulls {
        @Test
        void aLever(Levers levers, EtcdClient client) {
            levers.failNext(1, Rpcs.RANGE, ErrorCode.UNAVAILABLE, "etcdserver: leader changed");
            assertThat(client.kv().get("a")).as("read again").isEmpty();
            assertThat(levers.planned()).isZero();
        }

        @Test
        void theServer(EmbeddedEtcd etcd) {
            assertThat(etcd.revision()).isEqualTo(1);
        }
    }

    @Sample
    @EtcdTest(Isolation.SERVER)
    static class AsksTooEarly {
        @BeforeAll
        static void asks(EtcdClient client) {
            assertThat(client).isNull();
        }

        @Test
        void neverRuns() {
            throw new AssertionError("it ran");
        }
    }
}
