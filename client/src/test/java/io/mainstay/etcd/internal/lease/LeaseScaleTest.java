package io.mainstay.etcd.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.FakeClock;
import io.mainstay.etcd.testing.ScriptedCall;
import io.mainstay.etcd.testing.ScriptedStream;
import io.mainstay.etcd.testing.ScriptedTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Five thousand kept leases of one client, on a clock moved by hand. */
class LeaseScaleTest {
    private static final int LEASES = 5_000;
    private static final Duration TTL = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final long SEED = new Random().nextLong();

    private final ScriptedTransport server = new ScriptedTransport();
    private final FakeClock clock = new FakeClock();
    private final EtcdClient etcd = EtcdClient.builder()
            .transport(server)
            .clock(clock)
            .random(new Random(SEED))
            .executor(Runnable::run)
            .build();
    private final List<KeptLease> leases = new ArrayList<>();
    private final Map<Long, Long> renewed = new HashMap<>();
    private ScriptedStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> stream;

    @AfterEach
    void close() {
        etcd.close();
    }

    @Test
    void leasesGrantedTogether_areNotRenewedTogether_andNoneLaterThanHalfItsLife() {
        keepAll();
        long start = clock.nanoTime();
        Map<Long, Integer> perSecond = new HashMap<>();
        long latest = 0;
        while (clock.nanoTime() - start < Duration.ofMinutes(5).toNanos()) {
            clock.advance(TICK);
            while (stream.hasSent()) {
                long id = stream.nextSent().id();
                long now = clock.nanoTime();
                latest = Math.max(latest, now - renewed.getOrDefault(id, start));
                perSecond.merge(Duration.ofNanos(now - start).toSeconds(), 1, Integer::sum);
                answer(id, TTL);
            }
        }
        assertThat(renewed).as("seed %d", SEED).hasSize(LEASES);
        assertThat(Duration.ofNanos(latest)).as("seed %d", SEED).isLessThan(TTL.dividedBy(2));
        // All within a sixth of their life at first, that is 500 a second; on the average four times a life, 333.
        assertThat(perSecond.values()).as("seed %d", SEED).allMatch(messages -> messages < 700);
        assertThat(leases).allMatch(lease -> lease.state() == KeptLease.State.ACTIVE);
        assertThat(server.hasStream()).isFalse();
    }

    @Test
    void afterAReconnect_theWindowIsBounded_andTheMostUrgentGoesFirst() {
        keepAll();
        clock.advance(TTL.dividedBy(5));
        while (stream.hasSent()) {
            answer(stream.nextSent().id(), TTL);
        }
        List<Long> early = leases.stream()
                .map(KeptLease::id)
                .filter(id -> !renewed.containsKey(id))
                .toList();
        stream.end(TransportFailure.lost("connection reset", null));
        refuseStreamsFor(Duration.ofSeconds(30));
        clock.advance(Duration.ofSeconds(3));
        stream = server.nextStream(Rpcs.LEASE_KEEP_ALIVE);
        List<Long> order = new ArrayList<>();
        int mostUnderWay = 0;
        while (stream.hasSent()) {
            List<Long> batch = new ArrayList<>();
            while (stream.hasSent()) {
                batch.add(stream.nextSent().id());
            }
            mostUnderWay = Math.max(mostUnderWay, batch.size());
            order.addAll(batch);
            batch.forEach(id -> answer(id, TTL));
        }
        assertThat(mostUnderWay).isEqualTo(64);
        assertThat(order).doesNotHaveDuplicates().hasSize(LEASES);
        assertThat(early).isNotEmpty();
        assertThat(order.subList(0, early.size()))
                .as("those with the least life left")
                .containsAll(early);
        assertThat(leases).as("seed %d", SEED).allMatch(lease -> lease.state() == KeptLease.State.ACTIVE);
    }

    @Test
    void slowServer_isNotAbandonedWhileItAnswers_andNoLeaseStarves() {
        keepAll();
        // 40 answers a tick are 800 a second: enough for all, but behind by seconds after the pause.
        long start = clock.nanoTime();
        clock.advance(TTL.dividedBy(3));
        while (clock.nanoTime() - start < Duration.ofMinutes(3).toNanos()) {
            for (int i = 0; i < 40 && stream.hasSent(); i++) {
                answer(stream.nextSent().id(), TTL);
            }
            clock.advance(TICK);
        }
        assertThat(server.hasStream()).isFalse();
        assertThat(renewed).hasSize(LEASES);
        assertThat(leases).as("seed %d", SEED).noneMatch(lease -> lease.lost().isDone());
    }

    @Test
    void silentServer_isLeft_andTheNextRenewsAllBeforeOneIsLost() {
        keepAll();
        int tried = 0;
        for (Duration time = Duration.ZERO; time.compareTo(TTL.multipliedBy(2)) < 0; time = time.plus(TICK)) {
            clock.advance(TICK);
            if (server.hasStream()) {
                stream = server.nextStream(Rpcs.LEASE_KEEP_ALIVE);
                tried++;
            }
            while (tried > 0 && stream.hasSent()) {
                answer(stream.nextSent().id(), TTL);
            }
        }
        assertThat(tried).isEqualTo(1);
        assertThat(leases).as("seed %d", SEED).allMatch(lease -> lease.state() == KeptLease.State.ACTIVE);
    }

    @Test
    void pauseLongerThanTheirLife_isToldOnceForEach() {
        keepAll();
        Map<Long, Integer> told = new HashMap<>();
        leases.forEach(lease -> lease.onState(status -> status.loss().ifPresent(loss -> {
            assertThat(loss.reason()).isEqualTo(LeaseLoss.Reason.EXPIRED);
            told.merge(loss.id(), 1, Integer::sum);
        })));
        clock.pause(TTL.multipliedBy(3));
        clock.advance(TICK);
        while (stream.hasSent()) {
            answer(stream.nextSent().id(), TTL);
        }
        clock.advance(TTL);
        assertThat(told)
                .as("seed %d", SEED)
                .hasSize(LEASES)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        assertThat(clock.pending()).isEmpty();
    }

    private void refuseStreamsFor(Duration time) {
        for (Duration spent = Duration.ZERO; spent.compareTo(time) < 0; spent = spent.plus(TICK)) {
            clock.advance(TICK);
            if (server.hasStream()) {
                server.nextStream(Rpcs.LEASE_KEEP_ALIVE).end(TransportFailure.lost("connection refused", null));
            }
        }
    }

    private void keepAll() {
        for (int i = 0; i < LEASES; i++) {
            CompletableFuture<KeptLease> kept = etcd.leases().async().grantAndKeep(TTL);
            ScriptedCall<LeaseGrantRequest, LeaseGrantResult> call = server.nextCall(Rpcs.LEASE_GRANT);
            call.respond(
                    new LeaseGrantResult(ResponseHeader.EMPTY, call.request().id(), TTL));
            leases.add(kept.join());
        }
        stream = server.nextStream(Rpcs.LEASE_KEEP_ALIVE);
    }

    private void answer(long id, Duration ttl) {
        renewed.put(id, clock.nanoTime());
        stream.reply(new LeaseKeepAliveResult(ResponseHeader.ofRevision(1), id, ttl));
    }
}
