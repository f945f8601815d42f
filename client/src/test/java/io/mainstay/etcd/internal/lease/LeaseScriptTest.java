package io.mainstay.etcd.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.error.PermissionDeniedException;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseStatus;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kept leases against a server played by hand, on a clock moved by hand. */
class LeaseScriptTest {
    private static final Duration TTL = Duration.ofSeconds(30);

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Latest())
            .executor(Runnable::run)
            .build();

    /** Chance that always draws the end of the span, so that a lease is renewed after just a third of its life. */
    private static final class Latest extends Random {
        private static final long serialVersionUID = 1L;

        Latest() {
            super(1);
        }

        @Override
        public double nextDouble() {
            return 1;
        }
    }

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void keptLease_isRenewedWhenAThirdOfItsTimeIsOverAtTheLatest() {
        KeptLease lease = keep();
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream = stream();
        for (int renewal = 0; renewal < 20; renewal++) {
            clock.advance(Duration.ofMillis(9_800));
            assertThat(stream.hasSent()).isFalse();
            clock.advance(Duration.ofMillis(200));
            answer(stream, lease.id(), TTL);
        }
        assertThat(lease.state()).isEqualTo(KeptLease.State.ACTIVE);
        assertThat(lease.lost()).isNotDone();
    }

    @Test
    void answerWithNothingLeft_isALoss() {
        KeptLease lease = keep();
        clock.advance(Duration.ofSeconds(10));
        answer(stream(), lease.id(), Duration.ZERO);
        assertThat(lease.lost()).isCompletedWithValue(new LeaseLoss(lease.id(), LeaseLoss.Reason.NOT_FOUND));
        assertThat(lease.state()).isEqualTo(KeptLease.State.LOST);
    }

    @Test
    void lateAnswer_isARisk_thenTheStreamIsTakenForDead() {
        KeptLease lease = keep();
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> silent = stream();
        clock.advance(Duration.ofSeconds(10));
        silent.nextSent();
        clock.advance(Duration.ofSeconds(10));
        assertThat(lease.state()).isEqualTo(KeptLease.State.AT_RISK);
        assertThat(silent.isCancelled()).isTrue();

        clock.advance(Duration.ofSeconds(1));
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> next = stream();
        answer(next, lease.id(), TTL);
        assertThat(lease.state()).isEqualTo(KeptLease.State.ACTIVE);
    }

    @Test
    void partitionLongerThanTheTtl_isALossToldByTheClient_countedFromTheLastAnsweredRenewal() {
        KeptLease lease = keep();
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream = stream();
        clock.advance(Duration.ofSeconds(10));
        answer(stream, lease.id(), TTL); // counts from second 10
        stream.end(TransportFailure.lost("connection reset", null));
        for (int second = 10; second < 39; second++) {
            clock.advance(Duration.ofSeconds(1));
            refuseStreams();
        }
        assertThat(lease.lost()).isNotDone();
        assertThat(lease.state()).isEqualTo(KeptLease.State.AT_RISK);
        clock.advance(Duration.ofMillis(1_100));
        assertThat(lease.lost()).isCompletedWithValue(new LeaseLoss(lease.id(), LeaseLoss.Reason.EXPIRED));
    }

    @Test
    void partitionShorterThanTheTtl_keepsTheLease() {
        KeptLease lease = keep();
        stream().end(null);
        for (int second = 0; second < 25; second++) {
            clock.advance(Duration.ofSeconds(1));
            refuseStreams();
        }
        clock.advance(Duration.ofSeconds(2));
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> healed = stream();
        answer(healed, lease.id(), TTL);
        clock.advance(Duration.ofSeconds(9));
        assertThat(lease.state()).isEqualTo(KeptLease.State.ACTIVE);
    }

    @Test
    void refusedForGood_isALoss() {
        KeptLease lease = keep();
        stream().end(TransportFailure.answered(ErrorCode.PERMISSION_DENIED, "etcdserver: permission denied"));
        assertThat(lease.lost()).isCompletedWithValue(new LeaseLoss(lease.id(), LeaseLoss.Reason.REFUSED));
    }

    @Test
    void closed_isNoLoss_andTheUnusedStreamIsReset() {
        KeptLease lease = keep();
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream = stream();
        lease.close();
        lease.close();
        assertThat(lease.state()).isEqualTo(KeptLease.State.CLOSED);
        assertThat(lease.lost()).isNotDone();
        assertThat(stream.isCancelled()).isTrue();
        clock.advance(Duration.ofMinutes(5));
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    void revokedWhileTheKeeperIsBusy_isClosedBeforeTheServerIsAsked() {
        KeptLease lease = keep();
        List<Object> seen = new ArrayList<>();
        // The executor of this client runs listeners where they are called from, which is the keeper's turn.
        lease.onState(status -> {
            if (seen.isEmpty()) {
                CompletableFuture<LeaseRevokeResult> unused = lease.revoke();
                seen.add(lease.state());
                seen.add(server.hasCall());
            }
        });
        assertThat(seen).containsExactly(KeptLease.State.ACTIVE, false);
        assertThat(lease.state()).isEqualTo(KeptLease.State.CLOSED);
        assertThat(server.nextCall(Rpcs.LEASE_REVOKE).request().id()).isEqualTo(lease.id());
    }

    @Test
    void revoked_endsAsTheServerSays_orWithItsFuture() {
        CompletableFuture<LeaseRevokeResult> done = keep().revoke();
        assertThat(done).isNotDone();
        LeaseRevokeResult answer = new LeaseRevokeResult(new ResponseHeader(1, 1, 7, 1));
        server.nextCall(Rpcs.LEASE_REVOKE).respond(answer);
        assertThat(done).isCompletedWithValue(answer);

        CompletableFuture<LeaseRevokeResult> refused = keep().revoke();
        server.nextCall(Rpcs.LEASE_REVOKE)
                .fail(TransportFailure.answered(ErrorCode.PERMISSION_DENIED, "etcdserver: permission denied"));
        assertThat(refused).isCompletedExceptionally();
        assertThatThrownBy(refused::join).hasCauseInstanceOf(PermissionDeniedException.class);

        CompletableFuture<LeaseRevokeResult> left = keep().revoke();
        ScriptedCall<LeaseRevokeRequest, LeaseRevokeResult> call = server.nextCall(Rpcs.LEASE_REVOKE);
        left.cancel(false);
        assertThat(call.isCancelled()).isTrue();
    }

    @Test
    void closedClient_isALossWithThatReason() {
        KeptLease lease = keep();
        etcd.close();
        assertThat(lease.lost()).isCompletedWithValue(new LeaseLoss(lease.id(), LeaseLoss.Reason.CLIENT_CLOSED));
    }

    @Test
    void singleRenewalAndKeptLease_shareTheStream_andEachGetsItsOwnAnswer() {
        KeptLease lease = keep();
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream = stream();
        clock.advance(Duration.ofSeconds(5));
        CompletableFuture<LeaseKeepAliveResult> once = etcd.leases().async().keepAliveOnce(lease.id());
        clock.advance(Duration.ofSeconds(5));
        answer(stream, lease.id(), TTL);
        assertThat(once).isCompleted();
        answer(stream, lease.id(), TTL);
        assertThat(server.hasStream()).isFalse();
        assertThat(lease.state()).isEqualTo(KeptLease.State.ACTIVE);
    }

    @Test
    void singleRenewal_outlivesItsStream_andThenTheStreamGoes() {
        CompletableFuture<LeaseKeepAliveResult> once = etcd.leases().async().keepAliveOnce(5);
        stream().end(TransportFailure.lost("connection reset", null));
        clock.advance(Duration.ofSeconds(1));
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> second = stream();
        answer(second, 5, TTL);
        assertThat(once.join().ttl()).isEqualTo(TTL);
        assertThat(second.isCancelled()).isTrue();
    }

    @Test
    void singleRenewalOfAMissingLease_isTyped() {
        CompletableFuture<LeaseKeepAliveResult> once = etcd.leases().async().keepAliveOnce(5);
        answer(stream(), 5, Duration.ZERO);
        assertThatThrownBy(once::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(LeaseNotFoundException.class);
    }

    @Test
    void singleRenewalWithoutAnAnswer_endsAtTheDeadline() {
        CompletableFuture<LeaseKeepAliveResult> once = etcd.leases().async().keepAliveOnce(5);
        clock.advance(Duration.ofSeconds(10));
        assertThatThrownBy(once::join).hasCauseInstanceOf(DeadlineExceededException.class);
        assertThat(stream().isCancelled()).isTrue();
    }

    @Test
    void streamOpenedLate_thatStaysSilent_isTakenForDeadToo() {
        KeptLease lease = keep();
        clock.advance(Duration.ofSeconds(10));
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> cut = stream();
        cut.nextSent();
        cut.end(TransportFailure.lost("connection reset", null));
        for (int millis = 0; millis < 400; millis += 50) {
            clock.advance(Duration.ofMillis(50));
            refuseStreams();
        }
        assertThat(lease.state()).isEqualTo(KeptLease.State.AT_RISK);
        clock.advance(Duration.ofSeconds(2));
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> silent = stream();
        silent.nextSent();
        clock.advance(Duration.ofSeconds(11));
        assertThat(silent.isCancelled()).isTrue();
        clock.advance(Duration.ofSeconds(2));
        answer(stream(), lease.id(), TTL);
        assertThat(lease.state()).isEqualTo(KeptLease.State.ACTIVE);
        assertThat(lease.lost()).isNotDone();
    }

    @Test
    void cancelledSingleRenewal_isNotTriedAgain() {
        for (CompletableFuture<?> once : List.of(
                etcd.leases().async().keepAliveOnce(5), etcd.leases().async().keepAlive(6))) {
            once.cancel(true);
        }
        assertThat(stream().isCancelled()).isTrue();
        clock.advance(Duration.ofSeconds(20));
        assertThat(server.hasStream()).isFalse();
        assertThat(clock.pending()).isEmpty();
    }

    @Test
    void grantAndKeepWhoseFutureWasEnded_keepsNothing() {
        CompletableFuture<KeptLease> kept = etcd.leases().async().grantAndKeep(TTL);
        ScriptedCall<LeaseGrantRequest, LeaseGrantResult> call = server.nextCall(Rpcs.LEASE_GRANT);
        kept.completeExceptionally(new TimeoutException("as orTimeout does"));
        call.respond(new LeaseGrantResult(ResponseHeader.EMPTY, call.request().id(), TTL));
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    @Timeout(30)
    void blockingRenewal_onTheOnlyThreadOfTheExecutor_getsItsAnswer() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try (EtcdClient client =
                EtcdClient.builder().transport(server).executor(one).build()) {
            Future<LeaseKeepAliveResult> once = one.submit(() -> client.leases().keepAliveOnce(5));
            answer(stream(), 5, TTL);
            assertThat(once.get(5, TimeUnit.SECONDS).ttl()).isEqualTo(TTL);
            Future<KeptLease> kept = one.submit(() -> client.leases().keepAlive(6));
            answer(stream(), 6, TTL);
            assertThat(kept.get(5, TimeUnit.SECONDS).id()).isEqualTo(6);
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void listener_hearsEachStateOnceInOrderWithTheReason() {
        KeptLease lease = keep();
        List<LeaseStatus> told = new ArrayList<>();
        lease.onState(told::add);
        clock.advance(Duration.ofSeconds(10));
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> silent = stream();
        silent.nextSent();
        clock.advance(Duration.ofSeconds(11));
        answer(stream(), lease.id(), TTL);
        lease.onState(status -> {
            throw new IllegalStateException("a listener that throws does no harm");
        });
        etcd.close();
        assertThat(told)
                .extracting(LeaseStatus::state)
                .containsExactly(
                        KeptLease.State.ACTIVE, KeptLease.State.AT_RISK, KeptLease.State.ACTIVE, KeptLease.State.LOST);
        assertThat(told.get(1).why()).isEqualTo("its renewal is late");
        assertThat(told.get(3).loss()).contains(new LeaseLoss(lease.id(), LeaseLoss.Reason.CLIENT_CLOSED));
        assertThat(lease.status()).isEqualTo(told.get(3));
    }

    @Test
    void riskWithoutAConnection_saysWhatTheNetworkSaid() {
        KeptLease lease = keep();
        stream().end(TransportFailure.lost("connection reset", null));
        for (int second = 0; second < 12; second++) {
            clock.advance(Duration.ofSeconds(1));
            refuseStreams();
        }
        assertThat(lease.state()).isEqualTo(KeptLease.State.AT_RISK);
        assertThat(lease.status().why()).contains("connection refused");
    }

    @Test
    void pauseLongerThanTheTtl_isALoss_whateverTheServerAnswersAfterwards() {
        KeptLease lease = keep();
        List<KeptLease.State> told = new ArrayList<>();
        lease.onState(status -> told.add(status.state()));
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream = stream();
        clock.advance(Duration.ofSeconds(10));
        clock.pause(Duration.ofSeconds(21));
        assertThat(lease.lost()).isCompletedWithValue(new LeaseLoss(lease.id(), LeaseLoss.Reason.EXPIRED));
        answer(stream, lease.id(), TTL);
        clock.advance(Duration.ofMinutes(2));
        assertThat(told).containsExactly(KeptLease.State.ACTIVE, KeptLease.State.LOST);
    }

    @Test
    void pauseShorterThanTheTtl_isARiskThatIsToldFirst_andThenGoesByAnAnswer() {
        KeptLease lease = keep();
        List<KeptLease.State> told = new ArrayList<>();
        lease.onState(status -> told.add(status.state()));
        clock.pause(Duration.ofSeconds(25));
        assertThat(told).containsExactly(KeptLease.State.ACTIVE, KeptLease.State.AT_RISK);
        answer(stream(), lease.id(), TTL);
        assertThat(told).endsWith(KeptLease.State.ACTIVE).hasSize(3);
        assertThat(lease.lost()).isNotDone();
    }

    @Test
    void serverThatGrantsMoreThanWasAsked_setsThePace() {
        CompletableFuture<KeptLease> kept = etcd.leases().async().grantAndKeep(Duration.ofSeconds(1));
        ScriptedCall<LeaseGrantRequest, LeaseGrantResult> call = server.nextCall(Rpcs.LEASE_GRANT);
        call.respond(new LeaseGrantResult(ResponseHeader.EMPTY, call.request().id(), Duration.ofSeconds(9)));
        KeptLease lease = kept.join();
        ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream = stream();
        clock.advance(Duration.ofMillis(2_900));
        assertThat(stream.hasSent()).isFalse();
        clock.advance(Duration.ofMillis(200));
        answer(stream, lease.id(), Duration.ofSeconds(9));
        assertThat(lease.ttl()).isEqualTo(Duration.ofSeconds(9));
        assertThat(lease.state()).isEqualTo(KeptLease.State.ACTIVE);
    }

    @Test
    void longestTimeToLive_doesNotOverflow() {
        KeptLease lease = keep(Duration.ofSeconds(Long.MAX_VALUE));
        clock.advance(Duration.ofDays(30));
        assertThat(lease.state()).isEqualTo(KeptLease.State.ACTIVE);
    }

    private KeptLease keep() {
        return keep(TTL);
    }

    private KeptLease keep(Duration ttl) {
        CompletableFuture<KeptLease> kept = etcd.leases().async().grantAndKeep(ttl);
        ScriptedCall<LeaseGrantRequest, LeaseGrantResult> call = server.nextCall(Rpcs.LEASE_GRANT);
        call.respond(new LeaseGrantResult(
                ResponseHeader.EMPTY, call.request().id(), call.request().ttl()));
        return kept.join();
    }

    private ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream() {
        return server.nextStream(Rpcs.LEASE_KEEP_ALIVE);
    }

    private void refuseStreams() {
        if (server.hasStream()) {
            stream().end(TransportFailure.notSent(ErrorCode.UNAVAILABLE, "connection refused", null));
        }
    }

    private static void answer(
            ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream, long id, Duration ttl) {
        assertThat(stream.nextSent()).isEqualTo(new LeaseKeepAliveRequest(id));
        stream.reply(new LeaseKeepAliveResult(ResponseHeader.ofRevision(1), id, ttl));
    }
}
