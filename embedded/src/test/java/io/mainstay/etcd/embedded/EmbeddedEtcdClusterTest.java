package io.mainstay.etcd.embedded;

import static io.mainstay.etcd.embedded.Caller.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MoveLeaderRequest;
import io.mainstay.etcd.cluster.MoveLeaderResult;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What calls and streams meet when members die, stand still, are cut off, and come back; time is a fake. */
class EmbeddedEtcdClusterTest {
    private static final RangeRequest NEWEST = Op.get("k");
    private static final RangeRequest SERIALIZABLE = Op.get("k", RangeRequest::asSerializable);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(7);
    private static final Duration LEADERLESS = Duration.ofSeconds(3);

    private final FakeClock clock = new FakeClock();
    private EmbeddedEtcdCluster cluster = EmbeddedEtcdCluster.builder()
            .store(EmbeddedEtcd.builder().clock(clock))
            .start();

    @AfterEach
    void close() {
        cluster.close();
    }

    private EmbeddedEtcdMember m(int number) {
        return cluster.member(number - 1);
    }

    private Caller at(int number) {
        return new Caller(m(number).transport());
    }

    private StatusResult status(int number) {
        return at(number).ask(Rpcs.STATUS, new StatusRequest());
    }

    /** A call that need not be over when this returns: its answer, or code and text of its failure. */
    private <Q, R> CompletableFuture<String> begin(int number, Rpc<Q, R> rpc, Q request, boolean requireLeader) {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        CallContext context = requireLeader ? CallContext.REQUIRE_LEADER : CallContext.PLAIN;
        m(number).transport().call(rpc, request, context, new ResponseHandler<R>() {
            @Override
            public void onResponse(R response) {
                outcome.complete(told(response));
            }

            @Override
            public void onFailure(TransportFailure failure) {
                outcome.complete(failure.code() + " " + failure.text() + (failure.sent() ? "" : " (not sent)"));
            }
        });
        return outcome;
    }

    private static String told(@Nullable Object response) {
        if (response instanceof RangeResult range) {
            return "count " + range.count();
        }
        return response instanceof PutResult put ? "put " + put.header().revision() : "answered";
    }

    private <Q, R> CompletableFuture<String> begin(int number, Rpc<Q, R> rpc, Q request) {
        return begin(number, rpc, request, false);
    }

    private Recorder<WatchCommand, WatchReply> watching(int number, boolean requireLeader) throws Exception {
        Recorder<WatchCommand, WatchReply> stream = Recorder.open(m(number).transport(), Rpcs.WATCH, requireLeader);
        assertThat(stream.ask(watch(KeyRange.all(), 0)).kind()).isEqualTo(WatchReply.Kind.CREATED);
        return stream;
    }

    @Test
    void eachMemberAnswersForItself_andAllKnowWhoLeads() {
        assertThat(at(2).put("k", "v")).isEqualTo(2);
        for (int i = 1; i <= 3; i++) {
            StatusResult status = status(i);
            assertThat(status.header().memberId()).isEqualTo(m(i).id());
            assertThat(status.raft().leader()).isEqualTo(m(1).id());
            assertThat(status.raft().term()).isEqualTo(2);
            RangeResult found = at(i).ask(Rpcs.RANGE, NEWEST);
            assertThat(found.header().memberId()).isEqualTo(m(i).id());
            assertThat(found.count()).isEqualTo(1);
        }
        List<String> endpoints = cluster.endpoints();
        List<Member> members =
                at(3).ask(Rpcs.MEMBER_LIST, new MemberListRequest(true)).members();
        assertThat(members).extracting(Member::name).containsExactlyInAnyOrder("m1", "m2", "m3");
        assertThat(members).flatExtracting(Member::clientUrls).containsExactlyInAnyOrderElementsOf(endpoints);
        assertThat(members).extracting(Member::id).doesNotHaveDuplicates();
    }

    @Test
    void anotherMemberLeadsWhenTheLeaderStops_inAHigherTerm() {
        m(1).stop();

        assertThat(cluster.leader()).contains(m(2));
        assertThat(begin(1, Rpcs.RANGE, SERIALIZABLE))
                .isCompletedWithValue("UNAVAILABLE connection refused: the member is stopped (not sent)");
        assertThat(at(3).put("k", "v")).isEqualTo(2);
        assertThat(status(3).raft().term()).isEqualTo(3);

        m(1).start();
        assertThat(cluster.leader()).contains(m(2));
        assertThat(status(1).raft().leader()).isEqualTo(m(2).id());
        assertThat(status(1).header().raftTerm()).isEqualTo(3);
        assertThat(at(1).ask(Rpcs.RANGE, NEWEST).count()).isEqualTo(1);
    }

    @Test
    void streamsOfAMemberThatStopsBreak_andThoseOfOthersGoOn() throws Exception {
        Recorder<WatchCommand, WatchReply> lost = watching(1, false);
        Recorder<WatchCommand, WatchReply> kept = watching(2, true);
        assertThat(m(1).watcherCount()).isEqualTo(1);
        assertThat(m(1).streamCount()).isEqualTo(1);
        assertThat(m(3).streamCount()).isZero();

        m(1).stop();

        assertThat(lost.ended()).isEqualTo(TransportFailure.lost("the connection was dropped by a lever", null));
        assertThat(m(1).streamCount()).isZero();
        at(3).put("k", "v");
        assertThat(Recorder.told(kept.next())).isEqualTo("2 #0 EVENTS k=v@2");
        assertThat(m(2).watcherCount()).isEqualTo(1);
    }

    @Test
    void withoutAQuorumCallsFailAsInAnEtcd_andTheMemberStillAnswersWhatItKnows() {
        at(1).put("k", "v");
        m(2).stop();
        m(3).stop();

        assertThat(cluster.leader()).isEmpty();
        assertThat(begin(1, Rpcs.RANGE, SERIALIZABLE)).isCompletedWithValue("count 1");
        assertThat(begin(1, Rpcs.RANGE, NEWEST, true)).isCompletedWithValue("UNAVAILABLE etcdserver: no leader");
        StatusResult status = status(1);
        assertThat(status.raft().leader()).isZero();
        assertThat(status.errors()).containsExactly("etcdserver: no leader");
        CompletableFuture<String> read = begin(1, Rpcs.RANGE, NEWEST);
        CompletableFuture<String> write = begin(1, Rpcs.PUT, Op.put("k", "w"));
        CompletableFuture<String> forwarded = begin(1, Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(7, false));

        clock.advance(REQUEST_TIMEOUT.minusMillis(1));
        assertThat(List.of(read, write, forwarded)).noneMatch(CompletableFuture::isDone);
        clock.advance(Duration.ofMillis(1));

        assertThat(read).isCompletedWithValue("UNAVAILABLE etcdserver: request timed out");
        assertThat(write).isCompletedWithValue("DEADLINE_EXCEEDED context deadline exceeded");
        assertThat(forwarded).isCompletedWithValue("UNAVAILABLE etcdserver: no leader");
        assertThat(cluster.revision()).isEqualTo(2);
    }

    @Test
    void callsThatWaitGoOnWhenTheQuorumIsBack_butForReads() {
        m(2).stop();
        m(3).stop();
        CompletableFuture<String> read = begin(1, Rpcs.RANGE, NEWEST);
        CompletableFuture<String> write = begin(1, Rpcs.PUT, Op.put("k", "w"));

        m(3).start();

        assertThat(read).isCompletedWithValue("UNAVAILABLE etcdserver: leader changed");
        assertThat(write).isCompletedWithValue("put 2");
        assertThat(begin(3, Rpcs.RANGE, NEWEST)).isCompletedWithValue("count 1");
        assertThat(clock.pending()).isEmpty();
    }

    @Test
    void streamsThatInsistOnALeaderEnd_andOthersStaySilent() throws Exception {
        Recorder<WatchCommand, WatchReply> insists = watching(1, true);
        Recorder<WatchCommand, WatchReply> patient = watching(1, false);
        m(2).stop();
        m(3).stop();

        clock.advance(LEADERLESS);

        assertThat(insists.ended()).isEqualTo(noLeader());
        assertThat(Recorder.open(m(1).transport(), Rpcs.WATCH, true).ended()).isEqualTo(noLeader());
        m(2).start();
        at(1).put("k", "v");
        assertThat(Recorder.told(patient.next())).isEqualTo("2 #0 EVENTS k=v@2");
    }

    private static TransportFailure noLeader() {
        return TransportFailure.answered(ErrorCode.UNAVAILABLE, "etcdserver: no leader");
    }

    @Test
    void aKeepAliveWaitsForALeader_andItsStreamEndsWhenNoneComes() throws Exception {
        at(1).grant(7, 600);
        Recorder<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream =
                Recorder.open(m(1).transport(), Rpcs.LEASE_KEEP_ALIVE);
        m(2).stop();
        m(3).stop();
        stream.exchange().send(new LeaseKeepAliveRequest(7));
        m(3).start();
        assertThat(stream.next().ttl()).isEqualTo(Duration.ofSeconds(600));

        m(3).stop();
        stream.exchange().send(new LeaseKeepAliveRequest(7));
        clock.advance(REQUEST_TIMEOUT);

        assertThat(stream.ended()).isEqualTo(noLeader());
        assertThat(m(1).streamCount()).isZero();
    }

    @Test
    void leasesDoNotEndWithoutALeader_andLiveOnFromTheirWholeLife() {
        at(1).grant(7, 10);
        clock.advance(Duration.ofSeconds(8));
        m(1).stop();
        assertThat(timeToLive(2)).isEqualTo(Duration.ofSeconds(10));

        m(2).stop();
        clock.advance(Duration.ofSeconds(60));
        assertThat(cluster.leaseCount()).isEqualTo(1);
        m(1).start();
        assertThat(timeToLive(1)).isEqualTo(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(11));
        assertThat(cluster.leaseCount()).isZero();
    }

    private Duration timeToLive(int number) {
        return at(number)
                .ask(Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(7, false))
                .ttl();
    }

    @Test
    void aPausedMemberAnswersWhenItIsResumed() throws Exception {
        Recorder<WatchCommand, WatchReply> stream = watching(1, true);
        m(1).pause();
        CompletableFuture<String> put = begin(1, Rpcs.PUT, Op.put("k", "v"));
        CompletableFuture<String> local = begin(1, Rpcs.STATUS, new StatusRequest());

        assertThat(cluster.leader()).contains(m(2));
        assertThat(at(2).put("k", "by another")).isEqualTo(2);
        clock.advance(Duration.ofMinutes(1));
        assertThat(List.of(put, local)).noneMatch(CompletableFuture::isDone);
        assertThat(stream.isEmpty()).isTrue();

        m(1).resume();
        assertThat(put).isCompletedWithValue("put 3");
        assertThat(local).isCompletedWithValue("answered");
        assertThat(Recorder.told(stream.next())).isEqualTo("2 #0 EVENTS k=by another@2");
        assertThat(Recorder.told(stream.next())).isEqualTo("3 #0 EVENTS k=v@3");
    }

    @Test
    void callsOfAPausedMemberThatStopsAreLost() {
        m(1).pause();
        CompletableFuture<String> put = begin(1, Rpcs.PUT, Op.put("k", "v"));

        m(1).stop();

        assertThat(put).isCompletedWithValue("UNAVAILABLE the connection broke: the member was stopped");
        m(1).start();
        assertThat(at(1).put("k", "v")).as("the lost one was not carried out").isEqualTo(2);
    }

    @Test
    void aMemberThatIsCutOffAnswersWhatItCan_andItsWatchesAreSilentUntilItIsHealed() throws Exception {
        Recorder<WatchCommand, WatchReply> stream = watching(3, false);
        m(3).partition();
        at(1).put("k", "v");

        assertThat(status(3).raft().leader()).isZero();
        assertThat(status(1).raft().leader()).isEqualTo(m(1).id());
        assertThat(begin(3, Rpcs.RANGE, SERIALIZABLE)).isCompletedWithValue("count 1");
        CompletableFuture<String> write = begin(3, Rpcs.PUT, Op.put("k", "w"));
        Recorder<WatchCommand, WatchReply> later = watching(3, false);
        assertThat(stream.isEmpty()).as("the watch that was there before").isTrue();
        clock.advance(REQUEST_TIMEOUT);
        assertThat(write).isCompletedWithValue("DEADLINE_EXCEEDED context deadline exceeded");

        at(2).put("k", "x");
        m(3).heal();
        assertThat(Recorder.told(stream.next())).isEqualTo("2 #0 EVENTS k=v@2");
        assertThat(Recorder.told(stream.next())).isEqualTo("3 #0 EVENTS k=x@3");
        assertThat(Recorder.told(later.next())).isEqualTo("3 #0 EVENTS k=x@3");
        assertThat(at(3).put("k", "y")).isEqualTo(4);
    }

    @Test
    void theLeaderHandsItsLeadOn_andNobodyElseCan() {
        assertThat(at(2).refusal(Rpcs.MOVE_LEADER, new MoveLeaderRequest(m(2).id())))
                .isEqualTo("FAILED_PRECONDITION etcdserver: not leader");
        assertThat(at(1).refusal(Rpcs.MOVE_LEADER, new MoveLeaderRequest(99)))
                .isEqualTo("FAILED_PRECONDITION etcdserver: bad leader transferee");
        MoveLeaderResult moved = at(1).ask(Rpcs.MOVE_LEADER, new MoveLeaderRequest(m(3).id()));
        assertThat(moved.header().memberId()).as("there is no header").isZero();
        assertThat(cluster.leader()).contains(m(3));
        assertThat(status(2).raft().term()).isEqualTo(3);

        m(1).stop();
        CompletableFuture<String> toOneThatIsAway = begin(3, Rpcs.MOVE_LEADER, new MoveLeaderRequest(m(1).id()));
        assertThat(toOneThatIsAway).isNotDone();
        m(1).start();
        at(3).ask(Rpcs.MOVE_LEADER, new MoveLeaderRequest(m(1).id()));
        assertThat(toOneThatIsAway).isCompletedWithValue("answered");
    }

    @Test
    void anElectionTakesTheTimeItIsToldTo() {
        cluster.close();
        cluster = EmbeddedEtcdCluster.builder()
                .store(EmbeddedEtcd.builder().clock(clock))
                .electionTime(Duration.ofSeconds(2))
                .start();
        m(1).stop();
        assertThat(cluster.leader()).isEmpty();
        CompletableFuture<String> write = begin(2, Rpcs.PUT, Op.put("k", "v"));
        clock.advance(Duration.ofMillis(1999));
        assertThat(write).isNotDone();
        clock.advance(Duration.ofMillis(1));
        assertThat(write).isCompletedWithValue("put 2");
        assertThat(cluster.leader()).contains(m(2));
    }

    @Test
    void leversOfAMemberAreItsOwn() {
        m(1).levers().failNext(1, Rpcs.PUT, ErrorCode.UNKNOWN, "no");

        assertThat(at(2).put("k", "v")).isEqualTo(2);
        assertThat(at(1).refusal(Rpcs.PUT, Op.put("k", "v"))).isEqualTo("UNKNOWN no");
    }

    @Test
    void nothingBeginsAfterTheClose() {
        cluster.close();

        assertThatThrownBy(() -> m(1).stop()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> m(1).endpoint()).isInstanceOf(IllegalStateException.class);
        assertThat(begin(1, Rpcs.PUT, Op.put("k", "v")))
                .isCompletedWithValue("UNAVAILABLE connection refused: the member is stopped (not sent)");
    }

    @Test
    void whatWaitsEndsWithTheCluster() {
        m(1).partition();
        m(2).pause();
        CompletableFuture<String> forALeader = begin(1, Rpcs.PUT, Op.put("k", "v"));
        CompletableFuture<String> held = begin(2, Rpcs.PUT, Op.put("k", "v"));

        cluster.close();

        assertThat(forALeader).isCompletedWithValue("UNAVAILABLE the connection broke: the member was stopped");
        assertThat(held).isCompletedWithValue("UNAVAILABLE the connection broke: the member was stopped");
        assertThat(clock.pending()).isEmpty();
    }
}
