package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.testkit.fault.FaultMix;
import io.mainstay.etcd.testkit.fault.Harm;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Seeded histories against three embedded members: bad lines, members that are stopped and paused, compaction.
 *
 * <p>{@code -Dmainstay.histories.seed=...} begins with a seed, {@code -Dmainstay.histories.count=...} says how many.
 */
@Tag("slow")
@ExtendWith({LeakGate.class, QuietServer.class})
@Timeout(600)
class EmbeddedClusterHistoriesTest {
    private static final Duration LENGTH = Duration.ofMillis(500);
    private static final Duration LEASE_TTL = Duration.ofSeconds(1);
    private static final int RUNS = 15;

    @Test
    void noGuaranteeIsBroken() throws Exception {
        long first = Long.getLong("mainstay.histories.seed", new Random().nextInt());
        int count = Integer.getInteger("mainstay.histories.count", RUNS);
        System.out.println("embedded cluster histories: -Dmainstay.histories.seed=" + first);
        FaultMix mix = FaultMix.lines(LENGTH, 3, 5).withCompactions().withMembers(Harm.Member.KILL, Harm.Member.PAUSE);
        Histories histories = new Histories();
        for (long seed = first; seed < first + count; seed++) {
            histories.check(PlanMaker.plan(seed, mix, LEASE_TTL), (plan, patience) -> {
                try (EmbeddedClusterArena arena = new EmbeddedClusterArena()) {
                    return HistoryRun.of(plan, arena, "/h/", patience);
                }
            });
        }
        System.out.println("embedded cluster histories: " + histories);
    }
}
