package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.spi.SystemClock;
import io.mainstay.etcd.testkit.RealEtcdCluster;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.contract.TokenKind;
import io.mainstay.etcd.testkit.fault.FaultMix;
import io.mainstay.etcd.testkit.fault.Harm;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeded histories against three real members: bad lines, members that are killed, stopped and paused, history
 * that is compacted meanwhile, and tokens that end.
 *
 * <p>{@code -Dmainstay.histories.seed=...} begins with a seed, {@code -Dmainstay.histories.minutes=60} goes on as long.
 */
@Tag("slow")
@ExtendWith(LeakGate.class)
@Timeout(value = 3, unit = TimeUnit.HOURS)
class ClusterHistoriesTest {
    private static final Duration LENGTH = Duration.ofMillis(1_500);
    private static final Duration LEASE_TTL = Duration.ofSeconds(2);
    private static final int PLAIN_RUNS = 20;
    private static final int TOKEN_RUNS = 8;
    private static final int TELL_EACH = 25;

    private final long first = Long.getLong("mainstay.histories.seed", new Random().nextInt());
    private final long minutes = Long.getLong("mainstay.histories.minutes", 0);
    private final Histories histories = new Histories();

    @Test
    void noGuaranteeIsBroken() throws Exception {
        run(options(), false, PLAIN_RUNS);
    }

    @Test
    void noGuaranteeIsBrokenWhenTokensEnd(@TempDir Path folder) throws Exception {
        run(options().withFlags(TokenKind.JWT.flags(folder, TokenKind.JWT.leastTtl())), true, TOKEN_RUNS);
    }

    private static RealEtcdOptions options() {
        return RealEtcdOptions.of(Requirement.realEtcd("3.6"))
                .withFlags("--max-request-bytes=" + EmbeddedArena.MAX_REQUEST_BYTES)
                .withStartTimeout(Duration.ofMinutes(2));
    }

    private void run(RealEtcdOptions options, boolean auth, int runs) throws Exception {
        System.out.println("cluster histories: -Dmainstay.histories.seed=" + first);
        try (SystemClock clock = new SystemClock("histories-clock");
                RealEtcdCluster cluster = RealEtcdCluster.start(options)) {
            if (auth) {
                ClusterArena.switchAuthOn(cluster);
            }
            long until = clock.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
            for (int i = 0; i < runs || clock.nanoTime() - until < 0; i++) {
                Plan plan = PlanMaker.plan(first + i, mix(), LEASE_TTL);
                String prefix = "/h" + i + "/";
                int[] tries = new int[1];
                histories.check(plan, (each, patience) -> {
                    try (ClusterArena arena = new ClusterArena(cluster, auth)) {
                        return HistoryRun.of(each, arena, prefix + tries[0]++ + "/", patience);
                    }
                });
                if (i % TELL_EACH == TELL_EACH - 1) {
                    System.out.println("cluster histories: " + histories);
                }
            }
        }
        System.out.println("cluster histories" + (auth ? " with tokens: " : ": ") + histories);
    }

    private static FaultMix mix() {
        return FaultMix.lines(LENGTH, 3, 6)
                .withCompactions()
                .withMembers(Harm.Member.KILL, Harm.Member.STOP, Harm.Member.PAUSE);
    }
}
