package io.mainstay.bench;

import io.mainstay.bench.load.Case;
import io.mainstay.bench.load.Figures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The figures of every round. */
final class Results {
    private final Map<PeerKind, List<Map<Case, Figures>>> rounds = new EnumMap<>(PeerKind.class);

    void add(PeerKind peer, Map<Case, Figures> figures) {
        rounds.computeIfAbsent(peer, nobody -> new ArrayList<>()).add(figures);
    }

    Set<PeerKind> peers() {
        return rounds.keySet();
    }

    /** What a case gave, round by round. */
    List<Figures> all(PeerKind peer, Case what) {
        return rounds.getOrDefault(peer, List.of()).stream()
                .flatMap(round -> Stream.ofNullable(round.get(what)))
                .toList();
    }

    /** Each figure's median over the rounds, on its own. */
    Figures median(PeerKind peer, Case what) {
        List<Figures> all = all(peer, what);
        return new Figures(
                median(all, Figures::opsPerSecond),
                median(all, Figures::bytesPerOp),
                median(all, Figures::cpuMicrosPerOp),
                new Figures.Latency(
                        median(all, each -> each.latency().p50()),
                        median(all, each -> each.latency().p99())),
                (int) median(all, Figures::threads),
                all.stream().allMatch(Figures::complete));
    }

    /** How far the rounds lie apart: from the slowest to the fastest, as a share of the median. */
    double spread(PeerKind peer, Case what) {
        List<Figures> all = all(peer, what);
        double least = all.stream().mapToDouble(Figures::opsPerSecond).min().orElse(0);
        double most = all.stream().mapToDouble(Figures::opsPerSecond).max().orElse(0);
        return (most - least) / median(all, Figures::opsPerSecond);
    }

    private static double median(List<Figures> all, ToDoubleFunction<Figures> figure) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
