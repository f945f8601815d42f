package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.internal.disk.KilledDisk;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, to be killed. */
final class KilledProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private KilledProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    /** Starts one with little memory; it ends when it has none left. */
    static KilledProcess start(Path data, KilledDisk disk, long longLog) throws IOException {
        return new KilledProcess(new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xshare:auto",
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1",
                        KilledPort.class.getName(),
                        data.toString(),
                        disk.name(),
                        String.valueOf(longLog))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits until it serves, and says where. */
    Endpoint endpoint() throws IOException {
        String endpoint = lines.readLine();
        assertThat(endpoint).as("the endpoint of a server that has started").startsWith("http://");
        return Endpoint.parse(endpoint);
    }

    /** Waits until it serves, and connects over gRPC. */
    Transport connect() throws IOException {
        return connect(endpoint());
    }

    static Transport connect(Endpoint endpoint) {
        return new GrpcTransportProvider().connect(endpoint, ConnectOptions.DEFAULT);
    }

    /** How many streams, watches, threads and open files it has. */
    String counts() {
        try {
            process.outputWriter().write("count\n");
            process.outputWriter().flush();
            return lines.readLine();
        } catch (IOException gone) {
            throw new AssertionError("the server is gone", gone);
        }
    }

    /** Lets it run for a while, wherever it gets to. */
    void runFor(int millis) throws InterruptedException {
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS))
                .as("ended by itself")
                .isFalse();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("killed").isTrue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
