package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.testkit.junit.LeakGate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contended locks and elections through the gateway of the embedded etcd against a real one's, all answers compared as
 * parsed JSON: requests that wait for their turn, streams of leaders, and what is left of who hangs up while he waits.
 * A failure names the seed; {@code -Dmainstay.seed=N} runs that one alone, and {@code -Dmainstay.steps=N} takes as many
 * steps.
 */
@ExtendWith(LeakGate.class)
class GatewayQueueDifferentialTest {
    private static final long FIXED = 73;
    private static final int STEPS = 70;
    private static final int MANY = 700;

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void isContendedForAsEtcd(String version) throws Exception {
        for (long seed : Seeds.of(FIXED)) {
            Map<String, Integer> counts = compare(version, seed, STEPS);
            if (seed == FIXED) {
                assertThat(counts)
                        .containsKeys(
                                "Lock/Lock that waits",
                                "Lock/Lock mutex: session is expired",
                                "Election/Campaign that waits",
                                "Election/Proclaim election: not leader",
                                "leader told",
                                "lock given up",
                                "campaign given up");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    @Tag("long")
    void isContendedForAsEtcdWithManyMoreSeeds(String version) throws Exception {
        for (long seed : Seeds.of(701, 702, 703)) {
            compare(version, seed, MANY);
        }
    }

    private static Map<String, Integer> compare(String version, long seed, int usual) throws Exception {
        try (Servers servers = new Servers()) {
            List<Contestant> all = List.of(
                    servers.contestantAtGateway(servers.realPort(version)),
                    servers.contestantAtGateway(servers.embeddedPort(version)));
            Verdict verdict = new Verdict(EnumSet.of(AllowedDifference.WHO_ANSWERED));
            QueueComparison comparison = new QueueComparison(all, verdict, seed);
            int steps = Seeds.steps(usual);
            comparison.run(steps);
            System.out.println(version + ", seed " + seed + ", " + steps + " steps: " + comparison.counts());
            return comparison.counts();
        }
    }
}
