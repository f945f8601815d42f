package io.mainstay.etcd.embedded;

import static io.mainstay.etcd.embedded.Caller.watch;
import static io.mainstay.etcd.embedded.Recorder.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.embedded.Levers.Held;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeversTest {
    private static final RangeRequest ALL = RangeRequest.of(KeyRange.all());
    private static final String NO_LEADER = "UNAVAILABLE etcdserver: no leader";

    private final FakeClock clock = new FakeClock();
    private final EmbeddedEtcd etcd = EmbeddedEtcd.builder().clock(clock).start();
    private final Levers levers = etcd.levers();
    private final Caller caller = new Caller(etcd);

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void theNextCallsOfAKindFail_andOthersDoNot() {
        levers.failNext(2, Rpcs.PUT, ErrorCode.RESOURCE_EXHAUSTED, "etcdserver: too many requests");
        levers.failNext(1, Rpcs.PUT, ErrorCode.UNKNOWN, "then this");

        assertThat(caller.ask(Rpcs.RANGE, ALL).count()).isZero();
        assertThat(caller.refusal(Rpcs.PUT, Op.put("k", "v")))
                .isEqualTo("RESOURCE_EXHAUSTED etcdserver: too many requests");
        assertThat(levers.planned()).isEqualTo(2);
        assertThat(caller.refusal(Rpcs.PUT, Op.put("k", "v")))
                .isEqualTo("RESOURCE_EXHAUSTED etcdserver: too many requests");
        assertThat(caller.refusal(Rpcs.PUT, Op.put("k", "v"))).isEqualTo("UNKNOWN then this");
        assertThat(caller.put("k", "v")).as("none of them was carried out").isEqualTo(2);
    }

    @Test
    void aFailedStreamIsNotOpened() throws Exception {
        levers.failNext(1, Rpcs.WATCH, ErrorCode.PERMISSION_DENIED, "no");

        Recorder<WatchCommand, WatchReply> refused = Recorder.open(caller.transport(), Rpcs.WATCH);

        assertThat(refused.ended()).isEqualTo(TransportFailure.answered(ErrorCode.PERMISSION_DENIED, "no"));
        assertThat(etcd.streamCount()).isZero();
    }

    @Test
    void aLostAnswerIsTheAnswerOfACallThatWasCarriedOut() {
        levers.loseNext(1, Rpcs.PUT);

        assertThat(caller.refusal(Rpcs.PUT, Op.put("k", "v"))).startsWith("UNAVAILABLE");

        assertThat(caller.ask(Rpcs.RANGE, ALL).kvs()).hasSize(1);
    }

    @Test
    void aDelayedCallArrivesWhenItsTimeHasCome() {
        levers.delayNext(1, Rpcs.RANGE, Duration.ofSeconds(3));
        List<RangeResult> answers = new ArrayList<>();
        caller.transport().call(Rpcs.RANGE, ALL, CallContext.PLAIN, into(answers));
        caller.put("k", "v");

        clock.advance(Duration.ofMillis(2_999));
        assertThat(answers).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(answers)
                .singleElement()
                .satisfies(answer ->
                        assertThat(answer.count()).as("it came after the put").isEqualTo(1));
    }

    @Test
    void aDelayedCallThatWasCancelledNeverArrives() {
        levers.delayNext(1, Rpcs.PUT, Duration.ofSeconds(3));
        caller.transport()
                .call(Rpcs.PUT, Op.put("k", "v"), CallContext.PLAIN, into(new ArrayList<>()))
                .cancel();

        clock.advance(Duration.ofSeconds(4));

        assertThat(etcd.revision()).isEqualTo(1);
    }

    @Test
    void droppedStreamsAreBroken_andNewOnesCanBeOpened() throws Exception {
        Recorder<WatchCommand, WatchReply> stream = Recorder.open(caller.transport(), Rpcs.WATCH);
        stream.ask(watch("", 0));

        levers.dropStreams();

        TransportFailure end = stream.ended();
        assertThat(end).isNotNull();
        assertThat(end.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(etcd.watcherCount()).isZero();
        Recorder<WatchCommand, WatchReply> next = Recorder.open(caller.transport(), Rpcs.WATCH);
        next.ask(watch("", 0));
        caller.put("k", "v");
        assertThat(told(next.next())).isEqualTo("2 #0 EVENTS k=v@2");
    }

    @Test
    void stalledStreamsCarryNothing_andThenAllOfIt() throws Exception {
        Recorder<WatchCommand, WatchReply> stream = Recorder.open(caller.transport(), Rpcs.WATCH);
        stream.ask(watch("", 0));
        Held stall = levers.stallStreams();
        Recorder<WatchCommand, WatchReply> later = Recorder.open(caller.transport(), Rpcs.WATCH);
        later.exchange().send(watch("", 1));
        caller.put("a", "1");
        caller.put("b", "2");
        assertThat(etcd.watcherCount()).as("the later one's request is held up").isEqualTo(1);
        assertThat(stream.isEmpty() && later.isEmpty()).isTrue();

        stall.close();

        assertThat(told(stream.next())).isEqualTo("2 #0 EVENTS a=1@2");
        assertThat(told(stream.next())).isEqualTo("3 #0 EVENTS b=2@3");
        later.next();
        assertThat(told(later.next())).isEqualTo("3 #0 EVENTS a=1@2 b=2@3");
    }

    @Test
    void aStalledStreamCanBeDropped() throws Exception {
        Recorder<WatchCommand, WatchReply> stream = Recorder.open(caller.transport(), Rpcs.WATCH);
        stream.ask(watch("", 0));
        try (Held stall = levers.stallStreams()) {
            caller.put("a", "1");
            levers.dropStreams();
            assertThat(stream.ended()).isNotNull();
        }
        assertThat(stream.isEmpty()).as("what was held up is lost").isTrue();
    }

    @Test
    void withoutALeaderOnlyWhatNeedsNoneIsServed() {
        caller.put("k", "v");
        try (Held lost = levers.loseLeader()) {
            assertThat(caller.refusal(Rpcs.PUT, Op.put("k", "w"))).isEqualTo(NO_LEADER);
            assertThat(caller.refusal(Rpcs.RANGE, ALL)).isEqualTo(NO_LEADER);
            assertThat(caller.ask(Rpcs.RANGE, ALL.asSerializable()).count()).isEqualTo(1);
            StatusResult status = caller.ask(Rpcs.STATUS, new StatusRequest());
            assertThat(status.raft().leader()).isZero();
            assertThat(status.errors()).containsExactly("etcdserver: no leader");
        }
        assertThat(caller.put("k", "w")).isEqualTo(3);
        StatusResult status = caller.ask(Rpcs.STATUS, new StatusRequest());
        assertThat(status.raft().leader()).isEqualTo(status.header().memberId());
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void withoutALeaderStreamsThatInsistOnOneEnd_andOthersStay() throws Exception {
        Recorder<WatchCommand, WatchReply> patient = Recorder.open(caller.transport(), Rpcs.WATCH);
        patient.ask(watch("", 0));
        List<TransportFailure> ends = new ArrayList<>();
        caller.transport().open(Rpcs.WATCH, CallContext.REQUIRE_LEADER, new EndsOnly(ends));

        try (Held lost = levers.loseLeader()) {
            caller.transport().open(Rpcs.WATCH, CallContext.REQUIRE_LEADER, new EndsOnly(ends));
            assertThat(ends).extracting(end -> end.code() + " " + end.text()).containsExactly(NO_LEADER, NO_LEADER);
        }

        caller.put("k", "v");
        assertThat(told(patient.next())).isEqualTo("2 #0 EVENTS k=v@2");
    }

    @Test
    void withoutALeaderNoLeaseEnds_andThenAllHaveTheirWholeLife() throws Exception {
        caller.grant(1, 10);
        clock.advance(Duration.ofSeconds(9));
        try (Held lost = levers.loseLeader()) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(etcd.leaseCount()).isEqualTo(1);
            Recorder<LeaseKeepAliveRequest, LeaseKeepAliveResult> keeping =
                    Recorder.open(caller.transport(), Rpcs.LEASE_KEEP_ALIVE);
            keeping.exchange().send(new LeaseKeepAliveRequest(1));
            assertThat(keeping.ended())
                    .isEqualTo(TransportFailure.answered(ErrorCode.UNAVAILABLE, "etcdserver: no leader"));
        }
        assertThat(caller.ask(Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(1, false))
                        .ttl())
                .isEqualTo(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(11));
        assertThat(etcd.leaseCount()).isZero();
    }

    @Test
    void anAlarmIsRaisedAndCleared() {
        levers.raiseAlarm(AlarmType.NOSPACE);
        assertThat(caller.refusal(Rpcs.PUT, Op.put("k", "v")))
                .isEqualTo("RESOURCE_EXHAUSTED etcdserver: mvcc: database space exceeded");
        levers.clearAlarm(AlarmType.NOSPACE);
        assertThat(caller.put("k", "v")).isEqualTo(2);
    }

    @Test
    void aLeverThatWasPulledTwiceIsLetGoByTheLast_andEachLetsGoOnce() throws Exception {
        Held first = levers.loseLeader();
        first.close();
        Held second = levers.loseLeader();
        first.close();
        assertThat(caller.refusal(Rpcs.RANGE, ALL)).isEqualTo(NO_LEADER);
        Held third = levers.loseLeader();
        second.close();
        assertThat(caller.refusal(Rpcs.RANGE, ALL)).isEqualTo(NO_LEADER);
        third.close();
        assertThat(caller.ask(Rpcs.RANGE, ALL).count()).isZero();

        Recorder<WatchCommand, WatchReply> stream = Recorder.open(caller.transport(), Rpcs.WATCH);
        stream.ask(watch("", 0));
        Held one = levers.stallStreams();
        Held other = levers.stallStreams();
        caller.put("a", "1");
        one.close();
        one.close();
        assertThat(stream.isEmpty()).isTrue();
        other.close();
        assertThat(told(stream.next())).isEqualTo("2 #0 EVENTS a=1@2");
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> levers.loseNext(0, Rpcs.PUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of calls must be positive: 0");
    }

    private static <R> ResponseHandler<R> into(List<R> answers) {
        return new ResponseHandler<>() {
            @Override
            public void onResponse(R response) {
                answers.add(response);
            }

            @Override
            public void onFailure(TransportFailure failure) {
                throw new AssertionError(failure.toString());
            }
        };
    }

    /** A stream of which only its end matters. */
    private record EndsOnly(List<TransportFailure> ends) implements StreamHandler<WatchReply> {
        @Override
        public void onMessage(WatchReply message) {
            throw new AssertionError("a message that nobody asked for: " + message);
        }

        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            ends.add(failure);
        }
    }
}
