package io.mainstay.etcd.testkit;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One process of an etcd server, from its launch to its end; its owner calls it from one thread at a time. */
final class EtcdProcess {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final Executor A_LITTLE_LATER = CompletableFuture.delayedExecutor(20, MILLISECONDS);
    private static final int FIRST_LINES = 3;
    private static final int LAST_LINES = 15;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PROBE_TIMEOUT)
            .build();

    private final Process process;
    private final Path log;
    private boolean paused;

    private EtcdProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static EtcdProcess launch(Program program, Path log) {
        try {
            Process process = program.builder()
                    .directory(log.toAbsolutePath().getParent().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            OrphanGuard.ofThisJvm().watch(process);
            return new EtcdProcess(process, log);
        } catch (IOException e) {
            throw new RealEtcdException("Cannot run " + program.command().get(0), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits until the server answers that it is healthy.
     *
     * @param health the address that it answers at
     * @param data the folder that it makes once its addresses are its own; without it, another server answered
     */
    void awaitHealth(URI health, Path data, Duration timeout) {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> ended = process.onExit().thenAccept(EtcdProcess::failStart);
        try {
            CompletableFuture.anyOf(untilHealthy(health, data, over), ended).get(timeout.toMillis(), MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new RealEtcdException(
                    "etcd at " + health + " did not become healthy within " + timeout + lastWords(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RealEtcdException("Interrupted while waiting for etcd at " + health, e);
        } finally {
            over.set(true);
        }
    }

    private static void failStart(Process ended) {
        throw new RealEtcdException("etcd ended with exit code " + ended.exitValue());
    }

    private static CompletableFuture<Void> untilHealthy(URI health, Path data, AtomicBoolean over) {
        HttpRequest request =
                HttpRequest.newBuilder(health).timeout(PROBE_TIMEOUT).build();
        return HTTP.sendAsync(request, BodyHandlers.discarding())
                .handle((answer, notYet) ->
                        over.get() || (notYet == null && answer.statusCode() == 200 && Files.isDirectory(data)))
                .thenCompose(done -> done
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.runAsync(() -> {}, A_LITTLE_LATER)
                                .thenCompose(again -> untilHealthy(health, data, over)));
    }

    /** Whether it ended because another process has its port. */
    boolean lostItsPort() {
        return !process.isAlive() && lastWords().contains("address already in use");
    }

    private String lastWords() {
        try {
            List<String> lines =
                    Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            return lines.isEmpty() ? "; it printed nothing" : "; it printed:\n" + String.join("\n", ends(lines));
        } catch (IOException e) {
            return "; its output cannot be read: " + e;
        }
    }

    /** The last lines, and the first ones, since a wrong flag is named there and its help comes after. */
    private static List<String> ends(List<String> lines) {
        int size = lines.size();
        if (size <= FIRST_LINES + LAST_LINES) {
            return lines;
        }
        List<String> ends = new ArrayList<>(lines.subList(0, FIRST_LINES));
        ends.add("[...]");
        ends.addAll(lines.subList(size - LAST_LINES, size));
        return ends;
    }

    /** Ends it in order, or by force when that takes too long. */
    void stop() {
        if (paused && isAlive()) {
            resume();
        }
        process.destroy();
        if (!endsWithin(STOP_TIMEOUT)) {
            kill();
            throw new RealEtcdException("etcd did not stop in order within " + STOP_TIMEOUT + lastWords());
        }
    }

    void kill() {
        process.destroyForcibly();
        if (!endsWithin(STOP_TIMEOUT)) {
            throw new RealEtcdException("etcd of pid " + pid() + " survives SIGKILL");
        }
    }

    private boolean endsWithin(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RealEtcdException("Interrupted while etcd of pid " + pid() + " ends", e);
        }
    }

    void pause() {
        signal("STOP");
        paused = true;
    }

    void resume() {
        signal("CONT");
        paused = false;
    }

    /** Sends a signal that Java has no word for. */
    private void signal(String name) {
        if (!isAlive()) {
            throw new RealEtcdException("etcd of pid " + pid() + " has ended; start it before sending it " + name);
        }
        Program.Output sent =
                new Program(List.of("sh", "-c", "kill -\"$0\" \"$1\"", name, Long.toString(pid())), Map.of()).run();
        if (sent.exitCode() != 0) {
            throw new RealEtcdException("Cannot send " + name + " to etcd of pid " + pid() + ": " + sent.stderr());
        }
    }
}
