package io.mainstay.etcd.embedded;

import static io.mainstay.etcd.embedded.Caller.watch;
import static io.mainstay.etcd.embedded.Recorder.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLeasesRequest;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Duration NONE = Duration.ofSeconds(-1);

    private final FakeClock clock = new FakeClock();
    private final EmbeddedEtcd etcd = EmbeddedEtcd.builder().clock(clock).start();
    private final Caller caller = new Caller(etcd);

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void aLeaseEndsLateButNeverEarlyAndTakesItsKeysInOneRevision() throws Exception {
        Recorder<WatchCommand, WatchReply> stream = Recorder.open(caller.transport(), Rpcs.WATCH);
        stream.ask(watch("", 0));
        caller.grant(1, 5);
        caller.put(Op.put("b", "").lease(1));
        caller.put(Op.put("a", "").lease(1));
        caller.put(Op.put("c", "").lease(1));
        caller.put("c", "off");
        stream.next(4);

        clock.advance(Duration.ofMillis(4999));
        assertThat(caller.ask(Rpcs.RANGE, RangeRequest.of(KeyRange.all())).count())
                .isEqualTo(3);
        clock.advance(Duration.ofMillis(501));

        assertThat(told(stream.next())).as("in key order").isEqualTo("6 #0 EVENTS a gone@6 b gone@6");
        assertThat(etcd.leaseCount()).isZero();
        assertThat(clock.pending()).as("nothing is left to be scanned for").isEmpty();
    }

    @Test
    void aKeepAliveGivesTheWholeLifeAgainAndZeroWhenThereIsNone() throws Exception {
        Recorder<LeaseKeepAliveRequest, LeaseKeepAliveResult> keeper =
                Recorder.open(caller.transport(), Rpcs.LEASE_KEEP_ALIVE);
        caller.grant(-7, 5);
        caller.put(Op.put("a", "").lease(-7));
        clock.advance(Duration.ofSeconds(4));
        LeaseKeepAliveResult kept = keeper.ask(new LeaseKeepAliveRequest(-7));
        assertThat(kept.id()).isEqualTo(-7);
        assertThat(kept.ttl()).isEqualTo(Duration.ofSeconds(5));
        assertThat(kept.header().revision()).isEqualTo(2);
        clock.advance(Duration.ofMillis(4999));
        assertThat(timeToLive(-7).exists()).isTrue();
        assertThat(keeper.ask(new LeaseKeepAliveRequest(99)).ttl()).isZero();
        assertThat(keeper.ask(new LeaseKeepAliveRequest(0)).ttl()).isZero();

        keeper.exchange().halfClose();
        assertThat(keeper.ended()).isNull();
        assertThat(etcd.streamCount()).isZero();
    }

    @Test
    void aKeepAliveThatComesTooLateEndsTheLeaseInsteadOfRenewingIt() throws Exception {
        Recorder<LeaseKeepAliveRequest, LeaseKeepAliveResult> keeper =
                Recorder.open(caller.transport(), Rpcs.LEASE_KEEP_ALIVE);
        clock.advance(Duration.ofMillis(100));
        caller.grant(2, 60);
        clock.advance(Duration.ofMillis(400));
        caller.grant(1, 5);
        caller.put(Op.put("a", "").lease(1));
        clock.advance(Duration.ofMillis(5001));
        assertThat(timeToLive(1).ttl()).as("over, and not scanned yet").isZero();

        LeaseKeepAliveResult late = keeper.ask(new LeaseKeepAliveRequest(1));

        assertThat(late.ttl()).isZero();
        assertThat(late.header().revision()).as("the header was made before").isEqualTo(2);
        assertThat(etcd.revision()).isEqualTo(3);
        assertThat(etcd.leaseCount()).isEqualTo(1);
    }

    @Test
    void noMoreThanAThousandEndInASecond() {
        for (int i = 1; i <= 1200; i++) {
            caller.grant(i, 2);
        }
        clock.advance(Duration.ofSeconds(2));
        assertThat(etcd.leaseCount()).isEqualTo(700);
        clock.advance(Duration.ofMillis(500));
        assertThat(etcd.leaseCount()).isEqualTo(200);
        clock.advance(Duration.ofMillis(500));
        assertThat(etcd.leaseCount()).isZero();
    }

    @Test
    void grantingRefusesAndRaisesAsEtcdDoes() {
        assertThat(grant(0, Duration.ofSeconds(10)).id()).isPositive();
        assertThat(grant(0, Duration.ofSeconds(10)).id()).isPositive();
        assertThat(grant(5, Duration.ofMillis(2100)).ttl()).isEqualTo(Duration.ofSeconds(3));
        assertThat(grant(6, Duration.ofSeconds(-3)).ttl()).isEqualTo(Duration.ofSeconds(2));
        assertThat(caller.refusal(Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofSeconds(9_000_000_001L), 5)))
                .isEqualTo("OUT_OF_RANGE etcdserver: too large lease TTL");
        assertThat(caller.refusal(Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofSeconds(1), 5)))
                .isEqualTo("FAILED_PRECONDITION etcdserver: lease already exists");
        assertThat(etcd.leaseCount()).isEqualTo(4);
        assertThat(caller.ask(Rpcs.LEASE_LEASES, new LeaseLeasesRequest()).ids())
                .as("the one that ends first, first")
                .startsWith(6L, 5L)
                .hasSize(4);
        assertThat(etcd.revision()).as("leases make no revision").isEqualTo(1);
    }

    @Test
    void aRevokeDeletesWhatHangsOnTheLease() {
        caller.grant(1, 60);
        caller.grant(2, 60);
        caller.put(Op.put("a", "").lease(1));
        caller.put(Op.put("b", "").lease(1));
        caller.put(Op.put("b", "").lease(2));
        caller.put(Op.put("c", "").lease(1));
        caller.ask(Rpcs.DELETE_RANGE, DeleteRequest.of(Bytes.utf8("c")));
        assertThat(timeToLive(1).keys()).extracting(Bytes::utf8).containsExactly("a");
        assertThat(timeToLive(2).keys()).extracting(Bytes::utf8).containsExactly("b");

        assertThat(caller.ask(Rpcs.LEASE_REVOKE, new LeaseRevokeRequest(1))
                        .header()
                        .revision())
                .isEqualTo(7);
        assertThat(caller.ask(Rpcs.RANGE, RangeRequest.of(KeyRange.all())).kvs())
                .extracting(kv -> kv.key().utf8())
                .containsExactly("b");
        assertThat(caller.refusal(Rpcs.LEASE_REVOKE, new LeaseRevokeRequest(1)))
                .isEqualTo("NOT_FOUND etcdserver: requested lease not found");
        assertThat(caller.refusal(Rpcs.PUT, Op.put("x", "").lease(1)))
                .isEqualTo("NOT_FOUND etcdserver: requested lease not found");
    }

    @Test
    void whatIsLeftOfALeaseIsToldInWholeSeconds() {
        caller.grant(1, 10);
        caller.put(Op.put("k", "").lease(1));
        clock.advance(Duration.ofMillis(1500));
        LeaseTimeToLiveResult left = timeToLive(1);
        assertThat(left.ttl()).isEqualTo(Duration.ofSeconds(8));
        assertThat(left.grantedTtl()).isEqualTo(Duration.ofSeconds(10));
        assertThat(left.keys()).extracting(Bytes::utf8).containsExactly("k");
        assertThat(caller.ask(Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(1, false))
                        .keys())
                .isEmpty();
        LeaseTimeToLiveResult missing = timeToLive(9);
        assertThat(missing.ttl()).isEqualTo(NONE);
        assertThat(missing.grantedTtl()).isZero();
        assertThat(missing.header().revision()).isEqualTo(2);
    }

    @Test
    void aTestMayEndALeaseAtOnce() {
        caller.grant(1, 60);
        caller.put(Op.put("k", "").lease(1));
        assertThat(etcd.expireLease(1)).isTrue();
        assertThat(etcd.expireLease(1)).isFalse();
        assertThat(caller.ask(Rpcs.RANGE, Op.get("k")).count()).isZero();
    }

    private LeaseGrantResult grant(long id, Duration ttl) {
        return caller.ask(Rpcs.LEASE_GRANT, new LeaseGrantRequest(ttl, id));
    }

    private LeaseTimeToLiveResult timeToLive(long id) {
        return caller.ask(Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(id, true));
    }
}
