package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.ByteLines;
import io.mainstay.console.command.ClusterAnswers;
import io.mainstay.console.command.WatchWords;
import io.mainstay.console.command.Words;
import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The interactive mode of {@code watch}: each line starts another watch, or asks how far all of them are complete. */
final class WatchDialogue {
    private static final ThreadFactory THREADS = DaemonThreads.named("mainstay-watch");

    private final Shell shell;
    private final EtcdClient client;
    private final WatchShow show;
    private final WatchWords.Defaults defaults;
    private final ResponseHeader member;
    private final List<Watch> running = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    WatchDialogue(Shell shell, EtcdClient client, WatchShow show, WatchWords.Defaults defaults) {
        this.shell = shell;
        this.client = client;
        this.show = show;
        this.defaults = defaults;
        this.member = ClusterAnswers.header(client);
    }

    /** Talks until the input ends or a program fails. */
    int run() {
        THREADS.newThread(this::listen).start();
        try {
            return exit.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void listen() {
        ByteLines lines = new ByteLines(shell.io().in());
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                obey(line.get());
            }
            shell.io().say("Error: error reading watch request line: EOF");
            exit.complete(ExitCodes.BAD_INPUT);
        } catch (RuntimeException e) {
            exit.completeExceptionally(e);
        }
    }

    private void obey(String line) {
        List<String> words = Words.of(line);
        if (words.isEmpty()) {
            shell.io().say("Invalid command: " + line + " (watch and progress supported)");
            return;
        }
        switch (words.get(0)) {
            case "watch" -> watch(line, words.subList(1, words.size()));
            case "progress" -> running.forEach(Watch::requestProgress);
            default -> shell.io().say("Invalid command " + line + " (only support watch)");
        }
    }

    private void watch(String line, List<String> words) {
        if (words.isEmpty() && defaults.key().isEmpty()) {
            shell.io().say("Invalid command " + line + " (command type or key is not provided)");
            return;
        }
        WatchFlags flags = new WatchFlags();
        try {
            Parsing.configure(new CommandLine(flags)).parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new BadCommandException(BadCommandException.Kind.ARGUMENTS, Parsing.reason(e));
        }
        int separator = words.indexOf("--");
        List<String> program = separator < 0 ? List.of() : words.subList(separator + 1, words.size());
        WatchWords what = WatchWords.of(bytes(flags.words), text(program), separator >= 0, defaults);
        WatchRequest request;
        try {
            request = what.request(flags.flags());
        } catch (BadCommandException e) {
            shell.io().say("Invalid command " + line + " (" + e.getMessage() + ")");
            return;
        }
        start(request, what.program());
    }

    private void start(WatchRequest request, List<String> program) {
        Watch watch = client.watch(request);
        running.add(watch);
        THREADS.newThread(() -> {
                    try (watch) {
                        if (show.follow(watch, member, program).programFailed()) {
                            exit.complete(ExitCodes.ERROR);
                        }
                    } catch (RuntimeException e) {
                        exit.completeExceptionally(e);
                    } finally {
                        running.remove(watch);
                    }
                })
                .start();
    }

    private static List<Bytes> bytes(List<String> words) {
        return words.stream()
                .map(word -> Bytes.wrap(word.getBytes(StandardCharsets.ISO_8859_1)))
                .toList();
    }

    private static List<String> text(List<String> words) {
        return bytes(words).stream().map(Bytes::utf8).toList();
    }
}
