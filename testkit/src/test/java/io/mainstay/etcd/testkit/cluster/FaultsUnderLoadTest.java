package io.mainstay.etcd.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.spi.SystemClock;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdCluster;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Three real members that are stopped, killed, paused and started again, one at a time and by a seeded plan, while
 * clients write, count, read, watch and keep a lease. Afterwards: no acknowledged write is lost and none was applied
 * twice, nothing that was said not to be applied was, the watch saw each change once and in order, and the lease lives.
 *
 * <p>{@code -Dmainstay.faults.seconds=300} makes it longer, {@code -Dmainstay.faults.seed=...} repeats a plan.
 */
class FaultsUnderLoadTest {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CLIENTS = 3;

    private final long seed = Long.getLong("mainstay.faults.seed", new Random().nextLong());
    private final Duration lasts = Duration.ofSeconds(Long.getLong("mainstay.faults.seconds", 25));
    private final Random random = new Random(seed);
    private final SystemClock clock = new SystemClock("faults-clock");

    @Test
    void noAcknowledgedWriteIsLostAndNoneIsAppliedTwice() throws Exception {
        System.out.println("faults under load: -Dmainstay.faults.seed=" + seed);
        WriteHistory history = new WriteHistory();
        List<EtcdClient> clients = new ArrayList<>();
        try (RealEtcdCluster cluster = RealEtcdCluster.start(RealEtcdOptions.of(Requirement.realEtcd("3.6")));
                Load load = new Load(history)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(client(cluster, i));
            }
            EtcdClient first = clients.get(0);
            try (KeptLease lease = first.leases().grantAndKeep(Duration.ofSeconds(15));
                    Watch watch = first.watch(WatchRequest.of(Load.PREFIX).prefix())) {
                watch.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                for (int i = 0; i < CLIENTS; i++) {
                    load.putter(clients.get(i), "put" + i);
                    load.counter(clients.get(i), "count" + i);
                    load.reader(clients.get(i));
                }
                int faults = harm(cluster);
                load.stop();
                long until = last(first);
                System.out.printf(Locale.ROOT, "faults under load: %d faults; %s%n", faults, history);
                List<WatchEvent> changes = changes(watch, until);
                history.check(changes);
                checkOrder(changes);
                checkCounter(changes);
                assertThat(lease.lost()).as("the kept lease").isNotDone();
            }
        } finally {
            clients.forEach(EtcdClient::close);
            clock.close();
        }
    }

    private static EtcdClient client(RealEtcdCluster cluster, int first) {
        return EtcdClient.builder()
                .endpoints(Members.firstOf(cluster, cluster.member(first)))
                .transport(new GrpcTransportProvider())
                .callTimeout(CALL_TIMEOUT)
                .build();
    }

    /** One member after the other, each healed before the next, so that two are always there. */
    private int harm(RealEtcdCluster cluster) {
        long until = clock.nanoTime() + lasts.toNanos();
        int faults = 0;
        while (clock.nanoTime() < until) {
            pause(200 + random.nextInt(800));
            RealEtcd victim = cluster.member(random.nextInt(cluster.members().size()));
            FailoverTest.Fault fault = FailoverTest.Fault.values()[random.nextInt(3)];
            fault.harm(victim);
            pause(500 + random.nextInt(2000));
            fault.heal(victim);
            faults++;
        }
        return faults;
    }

    private void pause(int millis) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        clock.schedule(Duration.ofMillis(millis), () -> over.complete(null));
        over.join();
    }

    /** A revision after all that was written: a write of its own, tried until it is acknowledged. */
    private static long last(EtcdClient client) {
        for (int i = 0; ; i++) {
            try {
                return client.kv().put("/last/" + i, "").header().revision();
            } catch (EtcdException e) {
                if (i >= 5) {
                    throw e;
                }
            }
        }
    }

    /** What the watch saw up to a revision; it is asked how far it is, as nothing under its keys may follow. */
    private static List<WatchEvent> changes(Watch watch, long until) {
        List<WatchEvent> changes = new ArrayList<>();
        for (int silent = 0; silent < 100; ) {
            Optional<WatchBatch> batch = watch.poll(Duration.ofMillis(200));
            batch.ifPresent(some -> changes.addAll(some.events()));
            if (batch.isPresent() && batch.get().revision() >= until) {
                return changes;
            }
            if (batch.isEmpty()) {
                silent++;
                watch.requestProgress();
            }
        }
        throw new AssertionError("the watch stands at " + watch.completeUpTo() + ", short of " + until);
    }

    private static void checkOrder(List<WatchEvent> changes) {
        long last = 0;
        for (WatchEvent change : changes) {
            assertThat(change.revision()).as("revisions rise").isGreaterThan(last);
            assertThat(change.isDelete()).isFalse();
            last = change.revision();
            if (!Load.isCounter(change.kv())) {
                assertThat(change.kv().version()).as("written once").isEqualTo(1);
            }
        }
    }

    private static void checkCounter(List<WatchEvent> changes) {
        long last = 0;
        for (WatchEvent change : changes) {
            if (Load.isCounter(change.kv())) {
                assertThat(Load.number(change.kv())).as("counted up by one").isEqualTo(last + 1);
                last++;
            }
        }
        assertThat(last).as("something was counted").isPositive();
    }
}
