package io.mainstay.etcd.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The extension as its users see it. */
@EtcdTest
class EtcdExtensionTest {
    private static EmbeddedEtcd seenFirst;

    @BeforeAll
    static void parametersOfLifecycleMethodsAreFilled(EmbeddedEtcd etcd, EtcdClient client) {
        seenFirst = etcd;
        client.kv().put("/before", "all");
    }

    @AfterAll
    static void theServerIsStillThere(EtcdClient client) {
        assertThat(client.kv().get("/before")).isPresent();
    }

    @Test
    void givesAServerAndAClientOfIt(EmbeddedEtcd etcd, EtcdClient client) {
        long before = etcd.revision();
        client.kv().put("/greeting", "hello");
        assertThat(etcd.revision()).isEqualTo(before + 1);
        assertThat(etcd).isSameAs(seenFirst);
    }

    @Test
    void letsATestEndALease(EmbeddedEtcd etcd, EtcdClient client) {
        try (Watch watch = client.watch("/presence")) {
            watch.ready().join();
            long lease = client.leases().grant(Duration.ofMinutes(1)).id();
            client.kv().put("/presence", "me", o -> o.lease(lease));
            etcd.expireLease(lease);
            assertThat(watch.next().orElseThrow().events()).noneMatch(WatchEvent::isDelete);
            assertThat(watch.next().orElseThrow().events()).allMatch(WatchEvent::isDelete);
        }
    }

    @Nested
    class NestedClasses {
        @Test
        void shareTheServer(EmbeddedEtcd etcd) {
            assertThat(etcd).isSameAs(seenFirst);
        }
    }

    @Test
    void takesOptions() {
        TestExecutionSummary summary = Runs.of(WithOptions.class);
        assertThat(summary.getTestsSucceededCount()).as(Runs.failures(summary)).isEqualTo(1);
        assertThat(summary.getTotalFailureCount()).as(Runs.failures(summary)).isZero();
    }

    @Test
    void aLeaseThatIsLeftFailsTheClass() {
        TestExecutionSummary summary = Runs.of(LeavesALease.class);
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThat(Runs.failures(summary)).contains("leaked: the server still has 0 watches, 0 streams and 1 leases");
    }

    @Test
    void aLeaseMayBeLeftWithoutTheGate() {
        TestExecutionSummary summary = Runs.of(LeavesALeaseWithoutTheGate.class);
        assertThat(summary.getTotalFailureCount()).as(Runs.failures(summary)).isZero();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    }

    @Test
    void sayAnInstanceFieldIsTooLate() {
        TestExecutionSummary summary = Runs.of(RegisteredTooLate.class);
        assertThat(summary.getTestsFailedCount()).isEqualTo(1);
        assertThat(Runs.failures(summary)).contains("is the field with @RegisterExtension static?");
    }

    @Sample
    static class WithOptions {
        @RegisterExtension
        static final EtcdExtension ETCD = EtcdExtension.create()
                .withServer(o -> o.clusterId(77).maxTxnOps(1))
                .withClient(o -> o.callTimeout(Duration.ofSeconds(3)));

        @Test
        void haveAnEffect(EtcdClient client) {
            assertThat(client.kv().get("a")).isEmpty();
            assertThat(client.cluster().status().header().clusterId()).isEqualTo(77);
            TxnRequest two = TxnRequest.EMPTY.then(Op.get("a"), Op.get("b"));
            assertThat(client.kv()
                            .async()
                            .txn(two)
                            .handle((done, failure) -> failure)
                            .join())
                    .hasMessageContaining("too many operations");
        }
    }

    @Sample
    static class LeavesALease {
        @RegisterExtension
        static final EtcdExtension ETCD = EtcdExtension.create().withLeakGate(new LeakGate(Duration.ofMillis(300)));

        @Test
        void passes(EtcdClient client) {
            client.leases().grant(Duration.ofMinutes(1));
        }
    }

    @Sample
    static class LeavesALeaseWithoutTheGate {
        @RegisterExtension
        static final EtcdExtension ETCD = EtcdExtension.create().withoutLeakGate();

        @Test
        void passes(EtcdClient client) {
            client.leases().grant(Duration.ofMinutes(1));
        }
    }

    @Sample
    static class RegisteredTooLate {
        @RegisterExtension
        final EtcdExtension etcd = EtcdExtension.create();

        @Test
        void neverRuns(EtcdClient client) {
            assertThat(client).isNull();
        }
    }
}
