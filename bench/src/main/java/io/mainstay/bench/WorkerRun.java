package io.mainstay.bench;

import io.mainstay.bench.load.Case;
import io.mainstay.bench.load.Figures;
import io.mainstay.bench.load.Pace;
import io.mainstay.bench.load.Worker;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs a peer once, in a JVM of its own that ends with this one at the latest. */
final class WorkerRun {
    /** The same for every peer: a fixed heap, the JDK's own choice of collector, and no warnings about native code. */
    static final List<String> JVM =
            List.of("-Xms512m", "-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-XX:-UsePerfData");

    private static final int LAST_WORDS = 25;
    private static final Map<String, Case> CASES =
            Case.all().stream().collect(Collectors.toMap(Case::toString, Function.identity()));

    private final Path target;
    private final String endpoint;
    private final Pace pace;

    /**
     * How peers are run.
     *
     * @param target where the class paths are and where logs go
     * @param endpoint the server
     */
    WorkerRun(Path target, String endpoint, Pace pace) {
        this.target = target;
        this.endpoint = endpoint;
        this.pace = pace;
    }

    /** The figures of every case. */
    Map<Case, Figures> run(PeerKind peer, int round) throws IOException, InterruptedException {
        Path logs = Files.createDirectories(target.resolve("logs"));
        Path results = logs.resolve("kv-" + peer.id() + "-" + round + ".out");
        Path log = logs.resolve("kv-" + peer.id() + "-" + round + ".log");
        Process process = new ProcessBuilder(command(peer))
                .redirectOutput(results.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            if (!process.waitFor(pace.most().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BenchException(
                        peer.id() + " was not done after " + pace.most().toSeconds() + " s; " + lastWords(log));
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new BenchException(peer.id() + " failed; " + lastWords(log));
        }
        return parse(peer, results);
    }

    private List<String> command(PeerKind peer) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-cp");
        command.add(peer.classPath(target, ownClasses()));
        command.add(Worker.class.getName());
        command.add(peer.className());
        command.add(endpoint);
        Collections.addAll(command, pace.toArguments());
        return command;
    }

    static Path ownClasses() {
        try {
            return Path.of(WorkerRun.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this program does not know where its classes are", e);
        }
    }

    private static Map<Case, Figures> parse(PeerKind peer, Path results) throws IOException {
        Map<Case, Figures> found = new LinkedHashMap<>();
        for (String line : Files.readAllLines(results)) {
            if (line.startsWith(Worker.RESULT)) {
                String[] parts = line.substring(Worker.RESULT.length()).split("\t", 2);
                Case what = CASES.get(parts[0]);
                if (what == null || parts.length < 2) {
                    throw new BenchException(peer.id() + " measured something unknown: " + line);
                }
                found.put(what, Figures.parse(parts[1]));
            }
        }
        for (Case what : Case.all()) {
            Figures figures = found.get(what);
            if (figures == null) {
                throw new BenchException(peer.id() + " gave no figures for '" + what + "'");
            }
            if (!figures.absurdities().isEmpty()) {
                throw new BenchException(peer.id() + " gave what cannot be for '" + what + "': "
                        + String.join(", ", figures.absurdities()));
            }
        }
        return found;
    }

    private static String lastWords(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return "its log " + log + " ends:\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
    }
}
