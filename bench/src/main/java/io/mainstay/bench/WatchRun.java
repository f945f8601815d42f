package io.mainstay.bench;

import io.mainstay.bench.watch.WatchWorker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a peer that watches once, in a JVM of its own that ends with this one at the latest. */
final class WatchRun {
    private final Path target;
    private final String endpoint;
    private final int longestSeconds;

    WatchRun(Path target, String endpoint, int longestSeconds) {
        this.target = target;
        this.endpoint = endpoint;
        this.longestSeconds = longestSeconds;
    }

    /** What is done from when the peer is ready; it stops when the process ends. */
    interface Drive {
        void go(Process peer) throws IOException, InterruptedException;
    }

    /** The figures of one run, by name, as the peer gave them. */
    Map<String, Double> run(PeerKind peer, String name, List<String> load, Drive drive)
            throws IOException, InterruptedException {
        Path log = Files.createDirectories(target.resolve("logs")).resolve(name + "-" + peer.id() + ".log");
        Process process = new ProcessBuilder(command(peer, load))
                .redirectError(log.toFile())
                .start();
        CompletableFuture.delayedExecutor(longestSeconds, TimeUnit.SECONDS).execute(process::destroyForcibly);
        Map<String, Double> figures = new LinkedHashMap<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(WatchWorker.READY)) {
                    drive.go(process);
                } else if (line.startsWith(WatchWorker.FIGURE)) {
                    String[] parts = line.substring(WatchWorker.FIGURE.length()).split("\t", 2);
                    figures.put(parts[0], Double.valueOf(parts[1]));
                }
            }
        } finally {
            process.destroyForcibly();
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new BenchException(peer.id() + " ended with " + status + "; its log is " + log);
        }
        return figures;
    }

    private List<String> command(PeerKind peer, List<String> load) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(WorkerRun.JVM);
        command.add("-cp");
        command.add(peer.classPath(target, WorkerRun.ownClasses()));
        command.add(WatchWorker.class.getName());
        command.add(peer.watchClassName());
        command.add(endpoint);
        command.addAll(load);
        return command;
    }
}
