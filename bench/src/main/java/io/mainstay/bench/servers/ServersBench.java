package io.mainstay.bench.servers;

import io.mainstay.bench.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The embedded etcd beside a real one, on one disk and in turns: each on disk with every write made durable, and each
 * without that. Prints the medians of all rounds, and writes each round to a file.
 */
final class ServersBench {
    private final int rounds;
    private final Duration each;

    /** The rates of each round, by case and server. */
    private final Map<String, Map<MeasuredServer.Kind, List<Double>>> rates = new LinkedHashMap<>();

    private ServersBench(int rounds, Duration each) {
        this.rounds = rounds;
        this.each = each;
    }

    /**
     * Runs it.
     *
     * @param arguments how many rounds; how many milliseconds a case lasts; the file for every round
     */
    public static void main(String[] arguments) throws IOException {
        ServersBench bench =
                new ServersBench(Integer.parseInt(arguments[0]), Duration.ofMillis(Long.parseLong(arguments[1])));
        try {
            bench.run();
        } catch (BenchException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        bench.report(Path.of(arguments[2]));
    }

    private void run() throws IOException {
        for (int round = 1; round <= rounds; round++) {
            for (MeasuredServer.Kind kind : MeasuredServer.Kind.values()) {
                System.err.println("round " + round + " of " + rounds + ": " + kind.title());
                Path directory = Files.createTempDirectory("mainstay-bench");
                try (MeasuredServer server = kind.start(directory.resolve("data"));
                        ServerLoad load = new ServerLoad(server.endpoint(), each)) {
                    load.run()
                            .forEach((name, rate) -> rates.computeIfAbsent(
                                            name, first -> new EnumMap<>(MeasuredServer.Kind.class))
                                    .computeIfAbsent(kind, first -> new ArrayList<>())
                                    .add(rate));
                } finally {
                    delete(directory);
                }
            }
        }
    }

    private void report(Path file) throws IOException {
        StringBuilder csv = new StringBuilder();
        StringBuilder table = new StringBuilder(String.format("%-50s", "a second"));
        for (MeasuredServer.Kind kind : MeasuredServer.Kind.values()) {
            table.append(String.format("%22s", kind.title()));
        }
        rates.forEach((name, byKind) -> {
            table.append(String.format("%n%-50s", name));
            byKind.forEach((kind, all) -> {
                table.append(String.format(Locale.ROOT, "%,22.0f", median(all)));
                all.forEach(rate ->
                        csv.append(String.format(Locale.ROOT, "\"%s\",\"%s\",%.0f%n", kind.title(), name, rate)));
            });
        });
        System.out.println(table);
        Files.writeString(file, csv);
        System.out.println("\nall rounds: " + file);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
