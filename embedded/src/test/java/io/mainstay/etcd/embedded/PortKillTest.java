package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.embedded.internal.disk.KilledDisk;
import io.mainstay.etcd.embedded.internal.disk.Tampering;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Servers are killed on one directory while others write to them over gRPC. After each kill everything that was
 * answered is there, nothing is that was not asked for, and all of it adds up: see {@link PortTrial}. The last tests
 * show that servers with faults do not get past this.
 *
 * <p>{@code -Dmainstay.kills=N} kills N times instead of {@value #KILLS}, {@code -Dmainstay.seed=N} repeats a run.
 */
@Tag("slow")
class PortKillTest {
    private static final int KILLS = 8;
    private static final int MOST_ANSWERS = 600;
    private static final int MOST_MILLIS = 600;

    private final int kills = Integer.getInteger("mainstay.kills", KILLS);
    private final long seed = Long.getLong("mainstay.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @TempDir
    private Path data;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void whatWasAnsweredOverGrpcIsThereAfterAKillAndNothingElse() throws Exception {
        System.out.println("PortKillTest: -Dmainstay.seed=" + seed);
        try (PortTrial trial = PortTrial.ofAll(data, KilledDisk.PIECEMEAL, seed)) {
            for (int kill = 0; kill < kills; kill++) {
                if (kill % 4 == 3) {
                    trial.killAfter(1 + random.nextInt(MOST_MILLIS));
                } else {
                    trial.killUnderLoad(1 + random.nextInt(MOST_ANSWERS), kill % 2 == 0);
                }
            }
            trial.check();
            System.out.println("PortKillTest: " + kills + " kills, " + trial.answers() + " answers, " + trial.revision()
                    + " revisions");
            assertThat(trial.answers()).isGreaterThan(kills);
        }
    }

    @Test
    void anAnswerBeforeItsWriteIsNoticed() throws Exception {
        try (PortTrial trial = PortTrial.ofWrites(data, KilledDisk.LATE, seed)) {
            trial.killUnderLoad(200, false);
            assertThatThrownBy(trial::check)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageMatching("(?s).*(since all up to|answered, and are gone|was asked for).*");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAFaultyRecoveryWouldMakeOfADirectoryIsNoticed(Tampering tampering) throws Exception {
        try (PortTrial trial = PortTrial.ofWrites(data, KilledDisk.REAL, seed)) {
            trial.killUnderLoad(200, false);
            tampering.with(data);
            assertThatThrownBy(trial::check).isInstanceOf(AssertionError.class);
        }
    }
}
