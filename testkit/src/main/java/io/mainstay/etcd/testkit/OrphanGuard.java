package io.mainstay.etcd.testkit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The promise that no process and no folder of a test outlives this JVM.
 *
 * <p>A JVM that ends in order kills the processes in a shutdown hook. A JVM that is killed cannot: so a small shell
 * beside it reads their ids from a pipe, and when the pipe ends, as it does with the JVM, it kills those that are left
 * and removes the folder.
 */
final class OrphanGuard {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=
            while read -r sign pid; do
              rest=
              for each in $pids; do [ "$each" = "$pid" ] || rest="$rest $each"; done
              pids=$rest
              if [ "$sign" = + ]; then pids="$pids $pid"; fi
            done
            for each in $pids; do kill -9 "$each"; done
            rm -rf "$1" || rm -rf "$1"
            """;

    private final Set<Process> alive = ConcurrentHashMap.newKeySet();
    private final Path root;
    private final BufferedWriter pipe;

    private OrphanGuard() {
        try {
            root = Files.createTempDirectory("mainstay-etcd-");
            Process shell = new ProcessBuilder("sh", "-c", SCRIPT, "etcd-guard", root.toString())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            pipe = shell.outputWriter(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new RealEtcdException("Cannot start the shell that ends what outlives this JVM", e);
        }
        Runtime.getRuntime().addShutdownHook(Executors.defaultThreadFactory().newThread(this::killAll));
    }

    static OrphanGuard ofThisJvm() {
        return Holder.INSTANCE;
    }

    /** A new empty folder, removed at the latest when this JVM ends. */
    Path newFolder() {
        try {
            return Files.createTempDirectory(root, "");
        } catch (IOException e) {
            throw new RealEtcdException("Cannot make a folder in " + root, e);
        }
    }

    /** Takes care that {@code process} does not outlive this JVM. */
    void watch(Process process) {
        alive.add(process);
        tell('+', process);
        // Where this fails the shell is gone, and the next process to watch says so.
        CompletableFuture<Void> unused = process.onExit().thenAccept(this::forget);
    }

    private void forget(Process ended) {
        alive.remove(ended);
        tell('-', ended);
    }

    private synchronized void tell(char sign, Process process) {
        try {
            pipe.write(sign + " " + process.pid() + "\n");
            pipe.flush();
        } catch (IOException e) {
            process.destroyForcibly();
            throw new RealEtcdException("The shell that ends what outlives this JVM is gone", e);
        }
    }

    private void killAll() {
        alive.forEach(Process::destroyForcibly);
        for (Process each : alive) {
            try {
                each.waitFor(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static final class Holder {
        static final OrphanGuard INSTANCE = new OrphanGuard();
    }
}
