package io.mainstay.bench.servers;

import io.mainstay.bench.BenchException;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, with an empty store. */
interface MeasuredServer extends AutoCloseable {
    /** Its address. */
    String endpoint();

    @Override
    void close();

    /** What is measured. */
    enum Kind {
        EMBEDDED_ON_DISK("embedded, on disk"),
        REAL_ON_DISK("etcd, on disk"),
        EMBEDDED_IN_MEMORY("embedded, in memory"),
        REAL_WITHOUT_FSYNC("etcd, no fsync");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** What the table calls it. */
        String title() {
            return title;
        }

        /**
         * Starts one that has nothing yet.
         *
         * @param directory where the embedded one may keep its state; on the disk of temporary files, where a real
         *     one has its own
         */
        MeasuredServer start(Path directory) {
            return switch (this) {
                case EMBEDDED_ON_DISK -> embedded(List.of(directory.toString()));
                case EMBEDDED_IN_MEMORY -> embedded(List.of());
                case REAL_ON_DISK -> real();
                case REAL_WITHOUT_FSYNC -> real("--unsafe-no-fsync");
            };
        }
    }

    private static MeasuredServer real(String... flags) {
        RealEtcdOptions options = RealEtcd.installed().stream()
                .findFirst()
                .map(RealEtcdOptions::of)
                .orElseThrow(() -> new BenchException("no real etcd found; run tools/get-etcd"));
        RealEtcd etcd = RealEtcd.start(options.withFlags(flags));
        return new MeasuredServer() {
            @Override
            public String endpoint() {
                return etcd.endpoint();
            }

            @Override
            public void close() {
                etcd.close();
            }
        };
    }

    private static MeasuredServer embedded(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedProcess.class.getName()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String endpoint = out.readLine();
            if (endpoint == null) {
                throw new BenchException("the embedded etcd ended with " + process.waitFor());
            }
            return new MeasuredServer() {
                @Override
                public String endpoint() {
                    return endpoint;
                }

                @Override
                public void close() {
                    process.destroy();
                    process.onExit().join();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while an etcd started");
        }
    }
}
