package io.mainstay.etcd.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdCluster;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How fast a client of three members is back at work when the member in use goes. A put and a get are begun every 10
 * ms, and the figure is the longest time in which none of them succeeded, from just before the fault until one has that
 * was begun after it was complete: after the process had ended, or stood still. It tells nothing of a write that was
 * sent to a member that hangs: that one waits for its answer until its deadline.
 *
 * <p>When the member was the leader, the figure of puts holds etcd's own election, and that of gets too, as they are
 * linearizable. Figures are printed, not judged: they are those of the machine.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FailoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private RealEtcdCluster cluster;

    enum Fault {
        STOP(RealEtcd::stop, RealEtcd::restart),
        KILL(RealEtcd::kill, RealEtcd::restart),
        PAUSE(RealEtcd::pause, RealEtcd::resume);

        private final Consumer<RealEtcd> harm;
        private final Consumer<RealEtcd> heal;

        Fault(Consumer<RealEtcd> harm, Consumer<RealEtcd> heal) {
            this.harm = harm;
            this.heal = heal;
        }

        void harm(RealEtcd member) {
            harm.accept(member);
        }

        void heal(RealEtcd member) {
            heal.accept(member);
        }
    }

    @BeforeAll
    void start() {
        cluster = RealEtcdCluster.start(RealEtcdOptions.of(Requirement.realEtcd("3.6")));
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void ofAFollower(Fault fault) {
        failOver(fault, Members.follower(cluster), "a follower");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void ofTheLeader(Fault fault) {
        failOver(fault, Members.leader(cluster), "the leader");
    }

    private void failOver(Fault fault, RealEtcd victim, String who) {
        List<ClientEvent> told = new CopyOnWriteArrayList<>();
        try (EtcdClient client = EtcdClient.builder()
                        .endpoints(Members.firstOf(cluster, victim))
                        .transport(new GrpcTransportProvider())
                        .eventListener(told::add)
                        .build();
                CallsMeasured puts = CallsMeasured.puts(client);
                CallsMeasured gets = CallsMeasured.gets(client)) {
            puts.firstSuccessAfter(puts.now() - 1_000_000_000, PATIENCE);
            gets.firstSuccessAfter(gets.now() - 1_000_000_000, PATIENCE);
            long before = puts.now();
            fault.harm(victim);
            long after = puts.now();
            long put = puts.firstSuccessAfter(after, PATIENCE);
            long get = gets.firstSuccessAfter(after, PATIENCE);
            System.out.printf(
                    Locale.ROOT,
                    "failover: %s of %s in use: %d ms without a put, %d ms without a get; %d calls failed%n",
                    fault.name().toLowerCase(Locale.ROOT),
                    who,
                    millis(puts.longestWithoutSuccess(before, put + 1)),
                    millis(gets.longestWithoutSuccess(before, get + 1)),
                    puts.failuresAfter(before) + gets.failuresAfter(before));
            assertThat(told)
                    .anySatisfy(event -> assertThat(event)
                            .isInstanceOfSatisfying(
                                    ClientEvent.EndpointInUse.class,
                                    moved -> assertThat(moved.previous()).isEqualTo(victim.endpoint())));
        } finally {
            fault.heal(victim);
        }
        cluster.members().forEach(each -> assertThat(each.isRunning()).isTrue());
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
