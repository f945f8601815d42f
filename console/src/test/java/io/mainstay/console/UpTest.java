package io.mainstay.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.watch.Watch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code up} as a process of its own. */
@Timeout(60)
class UpTest {
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void itServesUntilASignalEndsIt(String signal, int exit) throws Exception {
        assumeThat(isIgnoredHere(exit - 128))
                .as("whoever started this JVM has it ignore SIG%s, as a shell does with its background jobs", signal)
                .isFalse();
        Process up = start("up", "--listen", "127.0.0.1:0");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(up.getInputStream(), StandardCharsets.UTF_8))) {
            String ready = out.readLine();
            assertThat(ready).matches("ready etcd=http://127\\.0\\.0\\.1:\\d+");
            try (EtcdClient client = EtcdClient.connect(ready.substring("ready etcd=".length()));
                    Watch watch = client.watch("a")) {
                watch.ready().get();
                client.kv().put("a", "1");
                assertThat(client.kv().get("a").orElseThrow().value().utf8()).isEqualTo("1");
                new ProcessBuilder("kill", "-" + signal, Long.toString(up.pid()))
                        .start()
                        .waitFor();
                assertThat(up.waitFor(10, TimeUnit.SECONDS))
                        .as("ended after SIG" + signal)
                        .isTrue();
            }
            assertThat(up.exitValue()).isEqualTo(exit);
            assertThat(out.readLine()).as("more on standard output").isNull();
            assertThat(new String(up.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
        } finally {
            up.destroyForcibly();
        }
    }

    @Test
    void aPortThatIsTakenIsAClearError() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Run.Result run = Run.program().with("up", "--listen", address);
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .startsWith("Error: cannot listen on")
                    .contains(address, "--listen")
                    .hasLineCount(1);
        }
    }

    /** Whether this JVM ignores a signal, and with it what it starts. */
    private static boolean isIgnoredHere(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElse("0");
        return (Long.parseUnsignedLong(ignored, 16) >>> (signal - 1) & 1) == 1;
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
