package io.mainstay.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** The real etcdctl. */
final class EtcdctlShell implements BiFunction<ScriptLine, List<String>, Run.Result> {
    private final Path program;

    EtcdctlShell(Path program) {
        this.program = program;
    }

    @Override
    public Run.Result apply(ScriptLine line, List<String> words) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("ETCDCTL_"));
        builder.environment().putAll(line.env());
        try {
            Path errors = Files.createTempFile("etcdctl", ".err");
            Process process = builder.redirectError(errors.toFile()).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(line.input().getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException closedEarly) {
                // It need not read what it is given.
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("etcdctl does not end: " + line);
            }
            String err = Files.readString(errors);
            Files.delete(errors);
            return new Run.Result(process.exitValue(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
