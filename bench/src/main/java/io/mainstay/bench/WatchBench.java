package io.mainstay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The benchmarks of watches: many events into one client, and many watches and kept leases of one client. A rival that
 * does not get there is told of, and is no failure of the run.
 */
final class WatchBench {
    private static final int LONGEST_SECONDS = 900;

    private final Options options;
    private final Path target;
    private final String endpoint;
    private final Map<PeerKind, String> labels;
    private final List<String> notes;

    /** The figures of each round, by peer and name. */
    private final Map<PeerKind, Map<String, List<Double>>> figures = new EnumMap<>(PeerKind.class);

    private final Map<PeerKind, String> failures = new EnumMap<>(PeerKind.class);

    WatchBench(Options options, Path target, String endpoint, Map<PeerKind, String> labels, List<String> notes) {
        this.options = options;
        this.target = target;
        this.endpoint = endpoint;
        this.labels = labels;
        this.notes = notes;
    }

    void run() throws IOException, InterruptedException {
        WatchRun worker = new WatchRun(target, endpoint, LONGEST_SECONDS);
        try (EventWriter writer = new EventWriter(endpoint)) {
            for (int round = 1; round <= options.rounds(); round++) {
                for (PeerKind peer : options.peers()) {
                    System.err.println("round " + round + " of " + options.rounds() + ": " + labels.get(peer));
                    try {
                        one(worker, writer, peer);
                    } catch (BenchException e) {
                        System.err.println(e.getMessage());
                        failures.put(peer, e.getMessage());
                    }
                    writer.clear();
                }
            }
        }
        report();
        String failed = failures.get(PeerKind.MAINSTAY);
        if (failed != null) {
            throw new BenchException(failed);
        }
    }

    private void one(WatchRun worker, EventWriter writer, PeerKind peer) throws IOException, InterruptedException {
        if (options.benchmark() == Options.Benchmark.WATCH_FANIN) {
            fanin(worker, writer, peer, options.smoke() ? 2_000 : 200_000, 1);
            fanin(worker, writer, peer, options.smoke() ? 20_000 : 1_000_000, 100);
        } else if (peer != PeerKind.STUB) {
            many(worker, writer, peer);
        }
    }

    private void fanin(WatchRun worker, EventWriter writer, PeerKind peer, int events, int perRevision)
            throws IOException, InterruptedException {
        double before = ServerMetrics.of(endpoint).cpuSeconds().orElse(Double.NaN);
        Map<String, Double> found = worker.run(
                peer,
                options.benchmark().id() + "-" + perRevision,
                List.of("fanin", Integer.toString(events)),
                process -> writer.flood(events, perRevision));
        found.put(
                "server CPU us/event",
                (ServerMetrics.of(endpoint).cpuSeconds().orElse(Double.NaN) - before) * 1e6 / events);
        String suffix = perRevision == 1 ? ", 1 event a revision" : ", " + perRevision + " events a revision";
        found.forEach((name, value) -> add(peer, name + suffix, value));
    }

    private void many(WatchRun worker, EventWriter writer, PeerKind peer) throws IOException, InterruptedException {
        int watches = options.smoke() ? 200 : 10_000;
        int leases = options.smoke() ? 100 : 5_000;
        int seconds = options.smoke() ? 3 : 180;
        Map<String, Double> server = new LinkedHashMap<>();
        Map<String, Double> found = worker.run(
                peer,
                options.benchmark().id(),
                List.of("many", Integer.toString(watches), Integer.toString(leases), Integer.toString(seconds)),
                process -> {
                    ServerMetrics before = ServerMetrics.of(endpoint);
                    long start = System.nanoTime();
                    metric(server, "server's watches", before.value("etcd_debugging_mvcc_watcher_total"));
                    metric(server, "server's watch streams", before.value("etcd_debugging_mvcc_watch_stream_total"));
                    metric(server, "server's MiB", mib(before.value("process_resident_memory_bytes")));
                    writer.trickle(watches, process);
                    double elapsed = (System.nanoTime() - start) / 1e9;
                    double cpu = ServerMetrics.of(endpoint).cpuSeconds().orElse(Double.NaN)
                            - before.cpuSeconds().orElse(Double.NaN);
                    server.put("server's CPU ms/s", cpu * 1e3 / elapsed);
                });
        found.putAll(server);
        found.forEach((name, value) -> add(peer, name, value));
    }

    private static OptionalDouble mib(OptionalDouble bytes) {
        return bytes.isPresent() ? OptionalDouble.of(bytes.getAsDouble() / (1 << 20)) : bytes;
    }

    private static void metric(Map<String, Double> into, String name, OptionalDouble value) {
        if (value.isPresent()) {
            into.put(name, value.getAsDouble());
        }
    }

    private void add(PeerKind peer, String name, double value) {
        figures.computeIfAbsent(peer, first -> new LinkedHashMap<>())
                .computeIfAbsent(name, first -> new ArrayList<>())
                .add(value);
    }

    /** A line for each figure, a column for each peer, medians; then who failed, and every round into a file. */
    private void report() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        figures.values().forEach(each -> names.addAll(each.keySet()));
        StringBuilder csv = new StringBuilder();
        notes.forEach(note -> csv.append("# ").append(note).append('\n'));
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%n%-44s", ""));
        options.peers().forEach(peer -> table.append(String.format(Locale.ROOT, "%22s", labels.get(peer))));
        for (String name : names) {
            table.append(String.format(Locale.ROOT, "%n%-44s", name));
            for (PeerKind peer : options.peers()) {
                List<Double> rounds = figures.getOrDefault(peer, Map.of()).getOrDefault(name, List.of());
                table.append(String.format(Locale.ROOT, "%22s", rounds.isEmpty() ? "-" : number(median(rounds))));
                rounds.forEach(
                        value -> csv.append(String.format(Locale.ROOT, "%s,\"%s\",%.3f%n", peer.id(), name, value)));
            }
        }
        System.out.println(table);
        failures.forEach((peer, why) -> System.out.println("did not get there: " + why));
        Path file = target.resolve(options.benchmark().id() + (options.smoke() ? "-smoke.csv" : ".csv"));
        Files.writeString(file, csv);
        System.out.println("\nall rounds: " + file);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%,.2f" : "%,.0f", value);
    }
}
