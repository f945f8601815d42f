package io.mainstay.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.console.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An address where nobody listens: said soon, by name, with the reason. */
@Timeout(30)
class UnreachableTest {
    private static String nobody = "";

    @BeforeAll
    static void findAPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "127.0.0.1:" + free.getLocalPort();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | get a",
                "1 | put a 1",
                "1 | watch a",
                "1 | watch -i",
                "2 | lease list",
                "2 | lease timetolive 1",
                "2 | lease keep-alive 1",
                "2 | lease keep-alive 1 --once"
            })
    void everyCommandSaysRefused(int exit, String words) {
        Run.Result run = Run.program()
                .env("ETCDCTL_DIAL_TIMEOUT", "300ms")
                .env("ETCDCTL_ENDPOINTS", nobody)
                .with(words.split(" "));
        assertThat(run.err())
                .isEqualTo("Error: cannot reach " + nobody + ": connection refused\n"
                        + "  start an etcd there (mainstay up --listen " + nobody
                        + "), or name another with --endpoints\n");
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theCommandTimeoutMayComeFirst() {
        Run.Result run = Run.program()
                .with("--endpoints=" + nobody, "--dial-timeout=20s", "--command-timeout=300ms", "get", "a");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("Error: cannot reach " + nobody + ": connection refused\n");
    }

    @Test
    void endpointsAreUnhealthyOneByOne() {
        Run.Result health = Run.program().with("--endpoints=" + nobody, "--dial-timeout=300ms", "endpoint", "health");
        assertThat(health.exit()).isEqualTo(1);
        assertThat(health.err())
                .contains(nobody + " is unhealthy: failed to commit proposal: cannot reach " + nobody)
                .endsWith("Error: unhealthy cluster\n");
        Run.Result status =
                Run.program().with("--endpoints=" + nobody, "--dial-timeout=300ms", "endpoint", "status", "-w", "json");
        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.out()).isEqualTo("null\n");
        assertThat(status.err()).contains("Failed to get the status of endpoint " + nobody + " (cannot reach");
    }
}
