package io.mainstay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mainstay.bench.load.Case;
import io.mainstay.bench.load.Figures;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Case FIRST = Case.all().get(0);

    private final Results results = new Results();
    private final Report report =
            new Report(results, Map.of(PeerKind.MAINSTAY, "Mainstay 9", PeerKind.JETCD, "jetcd 8"));

    @Test
    void eachFigureIsTheMedianOfItsRounds() {
        add(PeerKind.MAINSTAY, 100, 9_000, true);
        add(PeerKind.MAINSTAY, 300, 7_000, false);
        add(PeerKind.MAINSTAY, 200, 8_000, true);

        Figures median = results.median(PeerKind.MAINSTAY, FIRST);

        assertThat(median.opsPerSecond()).isEqualTo(200);
        assertThat(median.bytesPerOp()).isEqualTo(8_000);
        assertThat(median.complete()).isFalse();
        assertThat(results.spread(PeerKind.MAINSTAY, FIRST)).isCloseTo(1, within(1e-9));
    }

    @Test
    void ofTwoRoundsTheMedianIsTheMiddle() {
        add(PeerKind.JETCD, 100, 1_000, true);
        add(PeerKind.JETCD, 200, 2_000, true);

        assertThat(results.median(PeerKind.JETCD, FIRST).opsPerSecond()).isEqualTo(150);
    }

    @Test
    void theTableShowsRatiosToThePeersThatRan() {
        add(PeerKind.MAINSTAY, 300, 7_000, true);
        add(PeerKind.JETCD, 200, 14_000, true);

        assertThat(report.table().lines().filter(line -> line.contains("Mainstay 9")))
                .hasSize(Case.all().size())
                .allSatisfy(line -> assertThat(line.trim().split("\\s{2,}"))
                        .containsExactly(
                                "Mainstay 9",
                                "300",
                                "0%",
                                "7,000",
                                "10.0",
                                "20",
                                "30",
                                "4",
                                "1.50x",
                                "0.50x",
                                "1.00x",
                                "-",
                                "-",
                                "-"));
    }

    @Test
    void theFileHoldsEveryRoundAndTheMedian() {
        add(PeerKind.JETCD, 200, 14_000, true);

        assertThat(report.csv(List.of("a note")).lines().limit(4))
                .containsExactly(
                        "# a note",
                        "peer,operation,style,in_flight,round,ops_per_s,bytes_per_op,cpu_us_per_op,p50_us,p99_us,"
                                + "threads,bytes_complete",
                        "jetcd,put,blocking,1,1,200.000,14000.000,10.000,20.000,30.000,4,true",
                        "jetcd,put,blocking,1,median,200.000,14000.000,10.000,20.000,30.000,4,true");
    }

    private void add(PeerKind peer, double ops, double bytes, boolean complete) {
        Figures figures = new Figures(ops, bytes, 10, new Figures.Latency(20, 30), 4, complete);
        results.add(peer, Case.all().stream().collect(Collectors.toMap(Function.identity(), what -> figures)));
    }
}
