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
 *
 * <p>{@code -Dmainstay.histories.wipes=true} has members lose their data, too, where there are no tokens. It is not
 * so by itself, because the way back takes long: an etcd that joins tells its name through raft before it answers
 * anybody, and where that is lost, as when it puts away its connections for those in the snapshot it was sent, it
 * waits for all of its request timeout of 7 s before it tries again.
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
    private final boolean wipes = Boolean.getBoolean("mainstay.histories.wipes");
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

    /** A cluster that is to lose members must not first wait until it has long been whole. */
    private RealEtcdOptions options() {
        return RealEtcdOptions.of(Requirement.realEtcd("3.6"))
                .withFlags(
                        "--max-request-bytes=" + EmbeddedArena.MAX_REQUEST_BYTES, "--strict-reconfig-check=" + !wipes)
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
                Plan plan = PlanMaker.plan(first + i, mix(auth), LEASE_TTL);
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

    /** Who takes a member out of the cluster does so without a token, so that is left alone where there are any. */
    private FaultMix mix(boolean auth) {
        FaultMix lines = FaultMix.lines(LENGTH, 3, 6).withCompactions();
        return wipes && !auth
                ? lines.withMembers(Harm.Member.KILL, Harm.Member.STOP, Harm.Member.PAUSE, Harm.Member.WIPE)
                : lines.withMembers(Harm.Member.KILL, Harm.Member.STOP, Harm.Member.PAUSE);
    }
}
