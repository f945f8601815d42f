package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.testkit.junit.LeakGate;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contended locks and elections of the embedded etcd against a real one's, through both of its doors: who gets what in
 * which order, and what is left. A failure names the seed; {@code -Dmainstay.seed=N} runs that one alone, and {@code
 * -Dmainstay.steps=N} takes as many steps.
 */
@ExtendWith(LeakGate.class)
class QueueDifferentialTest {
    private static final long FIXED = 61;
    private static final int STEPS = 200;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void isContendedForAsEtcd(String version) throws Exception {
        for (long seed : Seeds.of(FIXED)) {
            Map<String, Integer> counts = compare(version, seed);
            if (seed == FIXED) {
                assertThat(counts)
                        .containsKeys(
                                "Lock/Lock that waits",
                                "Lock/Lock mutex: session is expired",
                                "Election/Campaign that waits",
                                "Election/Proclaim election: not leader",
                                "leader told",
                                "lock given up");
            }
        }
    }

    @Test
    @Tag("slow")
    void isContendedForAsEtcd35() throws Exception {
        for (long seed : Seeds.of()) {
            compare("3.5", seed);
        }
    }

    private Map<String, Integer> compare(String version, long seed) throws Exception {
        try (Servers servers = new Servers()) {
            List<Contestant> all = List.of(
                    servers.realContestant(version),
                    servers.contestantInProcess(version),
                    servers.contestantOverGrpc(version),
                    servers.contestantOnDisk(version, folder.resolve("data-" + seed)));
            Verdict verdict = new Verdict(EnumSet.of(AllowedDifference.WHO_ANSWERED));
            QueueComparison comparison = new QueueComparison(all, verdict, seed);
            int steps = Seeds.steps(STEPS);
            comparison.run(steps);
            System.out.println(version + ", seed " + seed + ", " + steps + " steps: " + comparison.counts());
            return comparison.counts();
        }
    }
}
