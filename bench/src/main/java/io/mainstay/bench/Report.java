package io.mainstay.bench;

import io.mainstay.bench.load.Case;
import io.mainstay.bench.load.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results as a table for people and as comma-separated values for programs. */
final class Report {
    private final Results results;
    private final Map<PeerKind, String> labels;

    /**
     * A report.
     *
     * @param labels what each peer is called, with its version
     */
    Report(Results results, Map<PeerKind, String> labels) {
        this.results = results;
        this.labels = labels;
    }

    /** A block for each case, a line for each peer; ratios are peer to jetcd and peer to the bare stub. */
    String table() {
        StringBuilder text = new StringBuilder(4096);
        for (Case what : Case.all()) {
            text.append(String.format(Locale.ROOT, "%n%s%n", what));
            row(
                    text, "", "ops/s", "spread", "B/op", "CPU", "p50 us", "p99 us", "threads", "jetcd:", "B", "CPU",
                    "stub:", "B", "CPU");
            for (PeerKind peer : results.peers()) {
                line(text, what, peer);
            }
        }
        text.append(String.format("%nB/op: bytes allocated by all threads (+ at least). CPU: microseconds of the client"
                + " process an operation.%nspread: slowest to fastest round. jetcd:, stub: ops/s, B and CPU as"
                + " multiples of theirs.%n"));
        return text.toString();
    }

    private void line(StringBuilder text, Case what, PeerKind peer) {
        Figures median = results.median(peer, what);
        row(
                text,
                labels.getOrDefault(peer, peer.id()),
                whole(median.opsPerSecond()),
                Math.round(results.spread(peer, what) * 100) + "%",
                whole(median.bytesPerOp()) + (median.complete() ? "" : "+"),
                String.format(Locale.ROOT, "%.1f", median.cpuMicrosPerOp()),
                whole(median.latency().p50()),
                whole(median.latency().p99()),
                Integer.toString(median.threads()),
                ratio(median.opsPerSecond(), PeerKind.JETCD, what, 0),
                ratio(median.bytesPerOp(), PeerKind.JETCD, what, 1),
                ratio(median.cpuMicrosPerOp(), PeerKind.JETCD, what, 2),
                ratio(median.opsPerSecond(), PeerKind.STUB, what, 0),
                ratio(median.bytesPerOp(), PeerKind.STUB, what, 1),
                ratio(median.cpuMicrosPerOp(), PeerKind.STUB, what, 2));
    }

    private static void row(StringBuilder text, Object... cells) {
        text.append(String.format(Locale.ROOT, "  %-26s%9s%8s%10s%8s%9s%9s%9s%9s%7s%7s%9s%7s%7s%n", cells));
    }

    private String ratio(double mine, PeerKind other, Case what, int figure) {
        if (!results.peers().contains(other)) {
            return "-";
        }
        Figures theirs = results.median(other, what);
        double[] figures = {theirs.opsPerSecond(), theirs.bytesPerOp(), theirs.cpuMicrosPerOp()};
        return String.format(Locale.ROOT, "%.2fx", mine / figures[figure]);
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,d", Math.round(number));
    }

    /**
     * A line for each peer, case and round, and one for each median, where the round is called {@code median}.
     *
     * @param notes what else a reader must know, as lines that start with {@code #}
     */
    String csv(List<String> notes) {
        StringBuilder text = new StringBuilder(8192);
        notes.forEach(note -> text.append("# ").append(note).append('\n'));
        text.append("peer,operation,style,in_flight,round,ops_per_s,bytes_per_op,cpu_us_per_op,p50_us,p99_us,threads,"
                + "bytes_complete\n");
        for (Case what : Case.all()) {
            for (PeerKind peer : results.peers()) {
                List<Figures> all = results.all(peer, what);
                for (int i = 0; i < all.size(); i++) {
                    csvLine(text, what, peer, Integer.toString(i + 1), all.get(i));
                }
                csvLine(text, what, peer, "median", results.median(peer, what));
            }
        }
        return text.toString();
    }

    private static void csvLine(StringBuilder text, Case what, PeerKind peer, String round, Figures figures) {
        String key = String.join(
                ",", peer.id(), what.operation().name(), what.style().name(), Integer.toString(what.inFlight()), round);
        text.append(key.toLowerCase(Locale.ROOT))
                .append(',')
                .append(figures.toLine().replace('\t', ','))
                .append('\n');
    }
}
