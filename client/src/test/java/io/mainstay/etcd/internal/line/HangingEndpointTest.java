package io.mainstay.etcd.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import io.mainstay.etcd.watch.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two endpoints, of which the first takes what it is sent and says nothing. */
class HangingEndpointTest {
    private static final Duration PATIENCE = Duration.ofMillis(350);
    private static final Duration NOTICED = Duration.ofMillis(750);
    private static final RangeResult NOTHING = new RangeResult(ResponseHeader.ofRevision(2), List.of(), false, 0);
    private static final PutResult PUT = new PutResult(ResponseHeader.ofRevision(3), null);

    private final FakeClock clock = new FakeClock();
    private final ScriptedTransport first = new ScriptedTransport();
    private final ScriptedTransport second = new ScriptedTransport();
    private final List<ClientEvent> told = new CopyOnWriteArrayList<>();
    private final EtcdClient etcd = client("h:1", "h:2");

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void aReadUnderWay_goesOnElsewhere() {
        CompletableFuture<RangeResult> read = etcd.kv().async().range("k", o -> o);
        ScriptedCall<RangeRequest, RangeResult> hung = first.nextCall(Rpcs.RANGE);
        clock.advance(NOTICED);
        assertThat(hung.isCancelled()).isTrue();
        second.nextCall(Rpcs.RANGE).respond(NOTHING);
        assertThat(read).isCompletedWithValue(NOTHING);
        assertThat(told)
                .filteredOn(ClientEvent.EndpointFailed.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(event.toString()).contains("http://h:1", "no sign of life"));
        assertThat(told).contains(new ClientEvent.EndpointInUse("http://h:2", "http://h:1"));
    }

    @Test
    void aGuardedWriteUnderWay_goesOnElsewhere() {
        CompletableFuture<LeaseGrantResult> grant = etcd.leases().async().grant(Duration.ofSeconds(10));
        first.nextCall(Rpcs.LEASE_GRANT);
        clock.advance(NOTICED);
        assertThat(second.nextCall(Rpcs.LEASE_GRANT).isCancelled()).isFalse();
        assertThat(grant).isNotDone();
    }

    @Test
    void aWriteUnderWay_isNotSentAgainAndMayStillBeAnswered() {
        CompletableFuture<PutResult> put = etcd.kv().async().put("k", "1");
        var hung = first.nextCall(Rpcs.PUT);
        clock.advance(NOTICED);
        assertThat(second.hasCall()).isFalse();
        CompletableFuture<PutResult> next = etcd.kv().async().put("k", "2");
        second.nextCall(Rpcs.PUT).respond(PUT);
        assertThat(next).isCompletedWithValue(PUT);
        hung.respond(PUT);
        assertThat(put).isCompletedWithValue(PUT);
        assertThat(told).contains(new ClientEvent.EndpointHealthy("http://h:1"));
    }

    @Test
    void aSlowAnswer_isNotMistakenForSilence() {
        CompletableFuture<RangeResult> read = etcd.kv().async().range("k", o -> o);
        ScriptedCall<RangeRequest, RangeResult> slow = first.nextCall(Rpcs.RANGE);
        clock.advance(PATIENCE);
        first.nextCall(Rpcs.RANGE).respond(NOTHING);
        clock.advance(PATIENCE);
        assertThat(second.hasCall()).isFalse();
        slow.respond(NOTHING);
        assertThat(read).isCompleted();
        assertThat(told).noneMatch(ClientEvent.EndpointFailed.class::isInstance);
    }

    @Test
    void anErrorIsASignOfLife_butNotThatOfAMemberWithoutALeader() {
        CompletableFuture<PutResult> put = etcd.kv().async().put("k", "1");
        first.nextCall(Rpcs.PUT);
        clock.advance(PATIENCE);
        var probe = first.nextCall(Rpcs.RANGE);
        assertThat(probe.context().requireLeader()).isTrue();
        assertThat(probe.request().serializable()).isTrue();
        probe.fail(TransportFailure.answered(ErrorCode.PERMISSION_DENIED, "etcdserver: permission denied"));
        clock.advance(Duration.ofMillis(100));
        assertThat(told).noneMatch(ClientEvent.EndpointFailed.class::isInstance);
        clock.advance(Duration.ofMillis(700));
        first.nextCall(Rpcs.RANGE).fail(TransportFailure.answered(ErrorCode.UNAVAILABLE, "etcdserver: no leader"));
        clock.advance(Duration.ofMillis(100));
        assertThat(told).anyMatch(event -> event.toString().contains("etcdserver: no leader"));
        assertThat(put).isNotDone();
    }

    @Test
    void aWatchGoesOnElsewhere() {
        Watch watch = etcd.watch("k");
        ScriptedStream<?, ?> hung = first.nextStream(Rpcs.WATCH);
        clock.advance(NOTICED);
        assertThat(hung.isCancelled()).isTrue();
        assertThat(second.nextStream(Rpcs.WATCH).nextSent()).isInstanceOf(WatchCommand.Create.class);
        watch.close();
    }

    @Test
    void aKeptLeaseGoesOnElsewhere() {
        CompletableFuture<?> renewal = etcd.leases().async().keepAliveOnce(7);
        ScriptedStream<?, ?> hung = first.nextStream(Rpcs.LEASE_KEEP_ALIVE);
        clock.advance(NOTICED);
        assertThat(hung.isCancelled()).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(second.nextStream(Rpcs.LEASE_KEEP_ALIVE).nextSent()).isNotNull();
        assertThat(renewal).isNotDone();
    }

    @Test
    void withNothingBetter_aReadStaysWhereItIs() {
        CompletableFuture<RangeResult> read = etcd.kv().async().range("k", o -> o);
        first.nextCall(Rpcs.RANGE).fail(TransportFailure.notSent(ErrorCode.UNAVAILABLE, "refused", null));
        clock.advance(Duration.ZERO);
        ScriptedCall<RangeRequest, RangeResult> slow = second.nextCall(Rpcs.RANGE);
        clock.advance(Duration.ofMillis(450));
        assertThat(slow.isCancelled()).isFalse();
        slow.respond(NOTHING);
        assertThat(read).isCompleted();
    }

    @Test
    void aLateAnswerOfTheAttemptThatWasLeft_changesNothing() {
        CompletableFuture<RangeResult> read = etcd.kv().async().range("k", o -> o);
        first.nextCall(Rpcs.RANGE);
        clock.advance(NOTICED);
        ScriptedCall<RangeRequest, RangeResult> moved = second.nextCall(Rpcs.RANGE);
        moved.fail(TransportFailure.lost("cut", null));
        moved.fail(TransportFailure.lost("cut", null));
        clock.advance(Duration.ofMillis(60));
        int attempts = 0;
        while (first.hasCall()) {
            first.nextCall();
            attempts++;
        }
        assertThat(attempts).as("the probe and one attempt").isEqualTo(2);
        assertThat(read).isNotDone();
    }

    @Test
    void atRestNothingRuns() {
        etcd.kv().async().range("k", o -> o);
        first.nextCall(Rpcs.RANGE).respond(NOTHING);
        clock.advance(Duration.ofSeconds(20));
        assertThat(clock.pending()).isEmpty();
        assertThat(first.hasCall()).isFalse();
        assertThat(second.hasCall()).isFalse();
    }

    @Test
    void oneEndpointIsNeverAsked() {
        try (EtcdClient alone = client("h:1")) {
            alone.kv().async().range("k", o -> o);
            first.nextCall(Rpcs.RANGE);
            clock.advance(Duration.ofSeconds(5));
            assertThat(first.hasCall()).isFalse();
        }
    }

    @Test
    void disconnectedAndConnectedAreTold() {
        etcd.kv().async().put("k", "1");
        first.nextCall(Rpcs.PUT).respond(PUT);
        assertThat(told).contains(new ClientEvent.Connected("http://h:1", Duration.ZERO));
        told.clear();
        TransportFailure refused = TransportFailure.notSent(ErrorCode.UNAVAILABLE, "refused", null);
        CompletableFuture<PutResult> put = etcd.kv().async().put("k", "1");
        first.nextCall(Rpcs.PUT).fail(refused);
        clock.advance(Duration.ZERO);
        assertThat(told).noneMatch(ClientEvent.Disconnected.class::isInstance);
        second.nextCall(Rpcs.PUT).fail(refused);
        assertThat(told).contains(new ClientEvent.Disconnected("refused"));
        clock.advance(Duration.ofSeconds(1));
        first.nextCall(Rpcs.PUT).respond(PUT);
        assertThat(put).isCompleted();
        assertThat(told)
                .contains(
                        new ClientEvent.EndpointHealthy("http://h:1"),
                        new ClientEvent.Connected("http://h:1", Duration.ofSeconds(1)));
    }

    private EtcdClient client(String... endpoints) {
        return EtcdClient.builder()
                .endpoints(endpoints)
                .transport(new TransportProvider() {
                    @Override
                    public Set<String> schemes() {
                        return Set.of("http");
                    }

                    @Override
                    public Transport connect(Endpoint endpoint, ConnectOptions options) {
                        return endpoint.port() == 1 ? first : second;
                    }
                })
                .clock(clock)
                .executor(Runnable::run)
                .eventListener(told::add)
                .build();
    }
}
