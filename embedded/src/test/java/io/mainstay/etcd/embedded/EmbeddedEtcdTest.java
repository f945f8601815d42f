package io.mainstay.etcd.embedded;

import static io.mainstay.etcd.embedded.Caller.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedEtcdTest {
    @Test
    void aHundredStartAndStopAndLeaveNoThread() throws Exception {
        List<EmbeddedEtcd> running = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            EmbeddedEtcd etcd = EmbeddedEtcd.start();
            running.add(etcd);
            Caller caller = new Caller(etcd);
            Recorder<WatchCommand, WatchReply> stream = Recorder.open(caller.transport(), Rpcs.WATCH);
            stream.ask(watch("", 0));
            caller.grant(1, 60);
            caller.put("k", "" + i);
            assertThat(stream.next().events()).hasSize(1);
        }
        assertThat(running.stream()
                        .map(etcd -> new Caller(etcd)
                                .ask(Rpcs.STATUS, new StatusRequest())
                                .header()
                                .clusterId())
                        .distinct())
                .as("each is a cluster of its own")
                .hasSize(100);
        assertThat(threads()).isNotEmpty();
        running.forEach(EmbeddedEtcd::close);
        assertThat(threads()).isEmpty();
    }

    @Test
    void theCloseEndsStreamsAndRefusesCalls() throws Exception {
        EmbeddedEtcd etcd = EmbeddedEtcd.start();
        Caller caller = new Caller(etcd);
        Recorder<WatchCommand, WatchReply> watching = Recorder.open(caller.transport(), Rpcs.WATCH);
        Recorder<LeaseKeepAliveRequest, LeaseKeepAliveResult> keeping =
                Recorder.open(caller.transport(), Rpcs.LEASE_KEEP_ALIVE);
        watching.ask(watch("", 0));
        assertThat(etcd.streamCount()).isEqualTo(2);

        etcd.close();
        etcd.close();

        TransportFailure stopped = TransportFailure.answered(ErrorCode.UNAVAILABLE, "etcdserver: server stopped");
        assertThat(watching.ended()).isEqualTo(stopped);
        assertThat(keeping.ended()).isEqualTo(stopped);
        assertThat(caller.refusal(Rpcs.PUT, Op.put("a", ""))).isEqualTo("UNAVAILABLE etcdserver: server stopped");
        assertThat(Recorder.open(caller.transport(), Rpcs.WATCH).ended()).isEqualTo(stopped);
        assertThat(etcd.streamCount()).isZero();
        assertThat(etcd.watcherCount()).isZero();
    }

    @Test
    void aClosedTransportLeavesTheServerAndOtherTransportsAlone() throws Exception {
        try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
            Caller closing = new Caller(etcd);
            Caller staying = new Caller(etcd);
            Recorder<WatchCommand, WatchReply> ending = Recorder.open(closing.transport(), Rpcs.WATCH);
            Recorder<WatchCommand, WatchReply> going = Recorder.open(staying.transport(), Rpcs.WATCH);
            going.ask(watch("", 0));

            closing.transport().close();

            assertThat(ending.ended()).isNotNull();
            assertThat(closing.refusal(Rpcs.PUT, Op.put("a", ""))).startsWith("UNAVAILABLE");
            staying.put("a", "1");
            assertThat(going.next().events()).hasSize(1);
            assertThat(etcd.streamCount()).isEqualTo(1);
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        EmbeddedEtcdBuilder builder = EmbeddedEtcd.builder();
        assertThatThrownBy(() -> builder.maxTxnOps(0)).hasMessage("maxTxnOps must be positive: 0");
        assertThatThrownBy(() -> builder.maxRequestBytes(-1)).hasMessage("maxRequestBytes must be positive: -1");
        assertThatThrownBy(() -> builder.maxRequestBytes(Integer.MAX_VALUE)).hasMessageContaining("at most 1 GiB");
        assertThatThrownBy(() -> builder.quotaBytes(0)).hasMessage("quotaBytes must be positive: 0");
        assertThatThrownBy(() -> builder.minLeaseTtl(Duration.ofMillis(999))).hasMessageContaining("minLeaseTtl");
        assertThatThrownBy(() -> builder.progressInterval(Duration.ofMillis(99)))
                .hasMessageContaining("100 ms");
        try (EmbeddedEtcd etcd = builder.start()) {
            assertThatThrownBy(() -> etcd.compact(9))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cannot compact at 9: etcdserver: mvcc: required revision is a future revision");
        }
    }

    @Test
    void limitsAreTheBuilders() {
        try (EmbeddedEtcd etcd = EmbeddedEtcd.builder()
                .maxTxnOps(1)
                .maxRequestBytes(100)
                .minLeaseTtl(Duration.ofSeconds(30))
                .start()) {
            Caller caller = new Caller(etcd);
            caller.grant(1, 1);
            assertThat(caller.refusal(Rpcs.TXN, io.mainstay.etcd.kv.TxnRequest.EMPTY.then(Op.get("a"), Op.get("b"))))
                    .contains("too many operations");
            assertThat(caller.refusal(Rpcs.PUT, Op.put("a", "v".repeat(100)))).contains("request is too large");
            assertThat(etcd.leaseCount()).isEqualTo(1);
            assertThat(etcd.toString()).startsWith("EmbeddedEtcd[cluster=");
        }
    }

    @Test
    @SuppressWarnings("DataFlowIssue")
    void aFaultOfTheServerIsAFailureOfTheCall() {
        try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
            PutRequest broken = PutRequest.of(Bytes.utf8("a"), null);
            assertThat(new Caller(etcd).refusal(Rpcs.PUT, broken)).startsWith("INTERNAL embedded etcd: ");
            assertThat(new Caller(etcd).put("a", "1")).as("and it goes on").isEqualTo(2);
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("embedded-etcd"))
                .toList();
    }
}
