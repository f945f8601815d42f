package io.mainstay.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The program behind {@code bench/run}: runs the peers in rounds against one server and prints what they gave. Ends
 * with 0, with 1 when a peer failed or gave what cannot be, with 2 when the command line makes no sense.
 */
final class Bench {
    private final Options options;
    private final Path target;
    private final Results results = new Results();
    private final Map<PeerKind, String> labels = new EnumMap<>(PeerKind.class);

    private Bench(Options options, Path target) {
        this.options = options;
        this.target = target;
    }

    /** The arguments: where the class paths are and the results go, then what the user typed. */
    public static void main(String[] args) throws InterruptedException {
        System.exit(status(List.of(args)));
    }

    private static int status(List<String> args) throws InterruptedException {
        try {
            Options options = Options.parse(args.subList(1, args.size()));
            new Bench(options, Path.of(args.get(0))).run();
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("bench/run: " + e.getMessage() + "; see bench/run --help");
            return 2;
        } catch (BenchException e) {
            System.err.println("bench/run: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println("bench/run: " + e);
            return 1;
        }
    }

    private void run() throws IOException, InterruptedException {
        List<String> notes = new ArrayList<>();
        long start = System.nanoTime();
        double loadBefore = loadAverage();
        try (BenchServer server = BenchServer.start(options.server())) {
            note(notes, "server: " + server.description());
            note(notes, "machine: " + machine());
            for (PeerKind peer : options.peers()) {
                labels.put(peer, peer.label(target));
            }
            note(
                    notes,
                    "peers: " + String.join(", ", labels.values()) + "; " + options.rounds() + " round(s)"
                            + (options.smoke() ? ", smoke: far too short for figures" : ""));
            note(notes, String.format(Locale.ROOT, "load average before the run: %.2f", loadBefore));
            if (options.benchmark() != Options.Benchmark.KV) {
                new WatchBench(options, target, server.endpoint(), labels, notes).run();
                return;
            }
            rounds(new WorkerRun(target, server.endpoint(), options.pace()));
        }
        note(
                notes,
                "taken " + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", in "
                        + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
        Report report = new Report(results, labels);
        System.out.print(report.table());
        Path csv = target.resolve(options.smoke() ? "kv-smoke.csv" : "kv.csv");
        Files.writeString(csv, report.csv(notes));
        System.out.println("\nall rounds: " + csv);
    }

    private void rounds(WorkerRun worker) throws IOException, InterruptedException {
        for (int round = 1; round <= options.rounds(); round++) {
            for (PeerKind peer : options.peers()) {
                System.err.println("round " + round + " of " + options.rounds() + ": " + labels.get(peer));
                results.add(peer, worker.run(peer, round));
            }
        }
    }

    private static void note(List<String> notes, String line) {
        notes.add(line);
        System.out.println(line);
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores shared by client and server, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", Java "
                + Runtime.version();
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
