package io.mainstay.etcd.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.testkit.fault.FaultMix;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Seeded histories against an embedded etcd behind a proxy: bad lines, compaction during them, leases that are lost.
 *
 * <p>{@code -Dmainstay.histories.seed=...} begins with a seed, {@code -Dmainstay.histories.count=...} says how many.
 */
@ExtendWith({LeakGate.class, QuietServer.class})
class SeededHistoriesTest {
    static final Duration LENGTH = Duration.ofMillis(500);
    private static final Duration LEASE_TTL = Duration.ofSeconds(1);
    private static final int AT_A_TIME = 4;
    private static final int MINUTES = 4;

    @Test
    void noGuaranteeIsBroken() throws Exception {
        long first = Long.getLong("mainstay.histories.seed", new Random().nextInt());
        int count = Integer.getInteger("mainstay.histories.count", 180);
        System.out.println("seeded histories: -Dmainstay.histories.seed=" + first);
        Histories histories = new Histories();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, DaemonThreads.named("histories"));
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (long seed = first; seed < first + count; seed++) {
                Plan plan = plan(seed);
                runs.add(threads.submit(() -> {
                    histories.check(plan, SeededHistoriesTest::run);
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get(MINUTES, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        System.out.println("seeded histories: " + histories);
    }

    static Plan plan(long seed) {
        return PlanMaker.plan(seed, FaultMix.lines(LENGTH, 1, 5).withCompactions(), LEASE_TTL);
    }

    private static HistoryRun.Result run(Plan plan, Duration patience) throws Exception {
        try (EmbeddedArena arena = new EmbeddedArena()) {
            return HistoryRun.of(plan, arena, "/h/", patience);
        }
    }
}
