package io.mainstay.etcd.internal.healing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.ConflictException;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.HealingEvent;
import io.mainstay.etcd.lease.HealingLease;
import io.mainstay.etcd.lease.HealingOptions;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.Presence;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Healing leases against a server played by hand, on a clock moved by hand. */
@Timeout(60)
class HealingScriptTest {
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Bytes KEY = Bytes.utf8("k");

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(1))
            .executor(Runnable::run)
            .build();
    private final List<HealingEvent> told = new ArrayList<>();
    private final HealingOptions options = HealingOptions.of(TTL).unwatched().listener(told::add);

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void lossByTime_isToldOnce_thenAskedAnewUntilThereIsALease_thenTheKeyIsPutAgain() {
        HealingLease lease = healing();
        long first = lease.id();
        hold(lease, "1");
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> silent = server.nextStream(Rpcs.LEASE_KEEP_ALIVE);
        clock.pause(TTL);
        assertThat(told).containsExactly(new HealingEvent.Lost(new LeaseLoss(first, LeaseLoss.Reason.EXPIRED), ""));
        assertThat(lease.state()).isEqualTo(HealingLease.State.HEALING);
        assertThat(lease.id()).isZero();
        assertThat(silent.hasSent()).isFalse();

        server.nextCall(Rpcs.LEASE_GRANT).fail(refused("etcdserver: permission denied"));
        HealingEvent.HealFailed failed = (HealingEvent.HealFailed) last();
        assertThat(failed.why()).isInstanceOf(PermissionDeniedException.class);
        assertThat(failed.retryIn()).isEqualTo(Duration.ofSeconds(1));
        clock.advance(failed.retryIn());
        grant(TTL);
        assertThat(lease.state()).isEqualTo(HealingLease.State.ACTIVE);
        ScriptedCall<TxnRequest, TxnResult> put = server.nextCall(Rpcs.TXN);
        assertThat(put.request().compares()).containsExactly(standsAt(0));
        assertThat(put.request().success())
                .containsExactly(PutRequest.of(KEY, Bytes.utf8("1")).lease(lease.id()));
        done(put, 9);
        assertThat(last()).isEqualTo(new HealingEvent.Healed(lease.id(), 2, 1, List.of()));
        clock.advance(Duration.ofSeconds(1));
        assertThat(server.hasCall()).isFalse();
    }

    @Test
    void keyOnAnEarlierLeaseOfOurs_isTakenAlong_notTakenForSomebodyElses() {
        HealingLease lease = healing();
        long first = lease.id();
        hold(lease, "1");
        clock.pause(TTL);
        grant(TTL);
        refuse(server.nextCall(Rpcs.TXN), new KeyValue(KEY, Bytes.utf8("1"), 5, 5, 1, first));
        ScriptedCall<TxnRequest, TxnResult> again = server.nextCall(Rpcs.TXN);
        assertThat(again.request().compares()).containsExactly(standsAt(5));
        done(again, 9);
        assertThat(last()).isInstanceOf(HealingEvent.Healed.class);
    }

    @Test
    void putWithoutALease_waits_andBringsTheLastValue() {
        HealingLease lease = healing();
        hold(lease, "1");
        clock.pause(TTL);
        CompletableFuture<Void> second = lease.put("k", "2");
        CompletableFuture<Void> third = lease.put("k", "3");
        assertThat(server.nextCall(Rpcs.LEASE_GRANT).isCancelled()).isFalse();
        assertThat(second).isNotDone();
        etcd.close();
        assertThatThrownBy(third::join).hasCauseInstanceOf(ClientClosedException.class);
        assertThatThrownBy(second::join).hasCauseInstanceOf(ClientClosedException.class);
        assertThat(told).filteredOn(HealingEvent.Closed.class::isInstance).hasSize(1);
        assertThat(lease.state()).isEqualTo(HealingLease.State.CLOSED);
    }

    @Test
    void valueChangedWhileItsPutIsUnderWay_isPutAfterIt_andEachIsToldOfItsOwn() {
        HealingLease lease = healing();
        CompletableFuture<Void> one = lease.put("k", "1");
        ScriptedCall<TxnRequest, TxnResult> first = server.nextCall(Rpcs.TXN);
        CompletableFuture<Void> two = lease.put("k", "2");
        CompletableFuture<Void> three = lease.put("k", "3");
        assertThat(server.hasCall()).isFalse();
        done(first, 5);
        assertThat(one).isCompleted();
        assertThat(two).isNotDone();
        ScriptedCall<TxnRequest, TxnResult> next = server.nextCall(Rpcs.TXN);
        assertThat(next.request().compares()).containsExactly(standsAt(5));
        assertThat(next.request().success())
                .containsExactly(PutRequest.of(KEY, Bytes.utf8("3")).lease(lease.id()));
        done(next, 6);
        assertThat(two).isCompleted();
        assertThat(three).isCompleted();
    }

    @Test
    void putWhoseAnswerWasLost_isRepeatedUnderTheSameGuard_soTheTwoAreOne() {
        HealingLease lease = healing();
        CompletableFuture<Void> done = lease.put("k", "1");
        server.nextCall(Rpcs.TXN).fail(TransportFailure.lost("connection reset", null));
        clock.advance(Duration.ofSeconds(1));
        // It had been carried out: the repeated one finds the key under the lease.
        refuse(server.nextCall(Rpcs.TXN), new KeyValue(KEY, Bytes.utf8("1"), 5, 5, 1, lease.id()));
        clock.advance(Duration.ofSeconds(3));
        refuse(server.nextCall(Rpcs.TXN), new KeyValue(KEY, Bytes.utf8("1"), 5, 5, 1, lease.id()));
        ScriptedCall<TxnRequest, TxnResult> settled = server.nextCall(Rpcs.TXN);
        assertThat(settled.request().compares()).containsExactly(standsAt(5));
        done(settled, 6);
        assertThat(done).isCompleted();
        assertThat(told).allMatch(HealingEvent.KeyFailed.class::isInstance);
    }

    @Test
    void closeWithoutAnAnswer_isBounded_andToldAsAFailure() {
        HealingLease lease = healing();
        hold(lease, "1");
        CompletableFuture<Void> revoked = lease.revoke();
        ScriptedCall<LeaseRevokeRequest, LeaseRevokeResult> call = server.nextCall(Rpcs.LEASE_REVOKE);
        assertThat(lease.state()).isEqualTo(HealingLease.State.CLOSED);
        assertThat(revoked).isNotDone();
        clock.advance(options.closeTimeout());
        assertThatThrownBy(revoked::join).hasCauseInstanceOf(DeadlineExceededException.class);
        assertThat(call.isCancelled()).isTrue();
        HealingEvent.Closed closed = (HealingEvent.Closed) last();
        assertThat(closed.failure()).get().isInstanceOf(DeadlineExceededException.class);
        lease.close();
        assertThat(told).filteredOn(HealingEvent.Closed.class::isInstance).hasSize(1);
    }

    @Test
    void grantThatComesAfterTheClose_isRevoked() {
        HealingLease lease = healing();
        clock.pause(TTL);
        ScriptedCall<LeaseGrantRequest, LeaseGrantResult> late = server.nextCall(Rpcs.LEASE_GRANT);
        lease.revoke();
        server.nextCall(Rpcs.LEASE_REVOKE).respond(new LeaseRevokeResult(ResponseHeader.EMPTY));
        late.respond(new LeaseGrantResult(ResponseHeader.EMPTY, late.request().id(), TTL));
        assertThat(server.nextCall(Rpcs.LEASE_REVOKE).request().id())
                .isEqualTo(late.request().id());
        assertThat(lease.generation()).isEqualTo(1);
    }

    @Test
    void presence_tellsItsStateAllTheWay() {
        CompletableFuture<Presence> made = etcd.leases().async().presence(KEY, Bytes.utf8("secret"), options);
        grant(TTL);
        assertThat(made).isNotDone();
        done(server.nextCall(Rpcs.TXN), 5);
        Presence presence = made.join();
        assertThat(presence.state()).isEqualTo(Presence.State.PRESENT);
        server.nextStream(Rpcs.LEASE_KEEP_ALIVE);
        clock.advance(TTL.multipliedBy(7).dividedBy(10));
        assertThat(presence.state()).isEqualTo(Presence.State.AT_RISK);
        clock.pause(TTL);
        assertThat(presence.state()).isEqualTo(Presence.State.ABSENT);
        grant(TTL);
        assertThat(presence.state()).isEqualTo(Presence.State.ABSENT);
        refuse(server.nextCall(Rpcs.TXN), new KeyValue(KEY, Bytes.utf8("x"), 7, 7, 1, 0));
        assertThat(presence.state()).isEqualTo(Presence.State.TAKEN);
        assertThat(presence.toString()).doesNotContain("secret");
        CompletableFuture<Void> update = presence.update("2");
        refuse(server.nextCall(Rpcs.TXN), new KeyValue(KEY, Bytes.utf8("x"), 7, 7, 1, 0));
        assertThatThrownBy(update::join).hasCauseInstanceOf(ConflictException.class);
        etcd.close();
        assertThat(presence.state()).isEqualTo(Presence.State.CLOSED);
    }

    private HealingLease healing() {
        CompletableFuture<HealingLease> made = etcd.leases().async().healing(options);
        grant(TTL);
        return made.join();
    }

    private void hold(HealingLease lease, String value) {
        CompletableFuture<Void> put = lease.put("k", value);
        done(server.nextCall(Rpcs.TXN), 5);
        put.join();
    }

    private void grant(Duration ttl) {
        ScriptedCall<LeaseGrantRequest, LeaseGrantResult> call = server.nextCall(Rpcs.LEASE_GRANT);
        call.respond(new LeaseGrantResult(ResponseHeader.EMPTY, call.request().id(), ttl));
    }

    private static void done(ScriptedCall<TxnRequest, TxnResult> call, long revision) {
        ResponseHeader header = ResponseHeader.ofRevision(revision);
        call.respond(new TxnResult(header, true, List.of(new PutResult(header, null))));
    }

    private static void refuse(ScriptedCall<TxnRequest, TxnResult> call, KeyValue there) {
        ResponseHeader header = ResponseHeader.ofRevision(20);
        call.respond(new TxnResult(header, false, List.of(new RangeResult(header, List.of(there), false, 1))));
    }

    private static Compare standsAt(long mod) {
        return Compare.modRevision(KeyRange.single(KEY)).is(mod);
    }

    private static TransportFailure refused(String text) {
        return TransportFailure.answered(ErrorCode.PERMISSION_DENIED, text);
    }

    private HealingEvent last() {
        return told.get(told.size() - 1);
    }
}
