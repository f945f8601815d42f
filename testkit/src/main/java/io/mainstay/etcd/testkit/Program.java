package io.mainstay.etcd.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end: its command and what its environment has beside this process's own. */
record Program(List<String> command, Map<String, String> environment) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** What a program left. */
    record Output(int exitCode, String stdout, String stderr) {}

    /** A builder of this program's process, free of what the environment tells etcd's programs of other servers. */
    ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("ETCD"));
        builder.environment().putAll(environment);
        return builder;
    }

    Output run() {
        Path folder = OrphanGuard.ofThisJvm().newFolder();
        Path stdout = folder.resolve("stdout");
        Path stderr = folder.resolve("stderr");
        try {
            Process process = builder()
                    .redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile())
                    .start();
            OrphanGuard.ofThisJvm().watch(process);
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new RealEtcdException(command + " did not end within " + PATIENCE);
            }
            return new Output(process.exitValue(), Files.readString(stdout), Files.readString(stderr));
        } catch (IOException e) {
            throw new RealEtcdException("Cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RealEtcdException("Interrupted while running " + command, e);
        } finally {
            Folders.delete(folder);
        }
    }
}
