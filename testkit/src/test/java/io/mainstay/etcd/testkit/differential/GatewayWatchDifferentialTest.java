package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.testkit.junit.LeakGate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Watches through the gateway of the embedded etcd against a real one's, message by message as parsed JSON: over
 * WebSockets, commands and writes in turn, and over requests whose one body has several commands. A failure names the
 * seed; {@code -Dmainstay.seed=N} runs that one alone, and {@code -Dmainstay.steps=N} takes as many rounds.
 */
@ExtendWith(LeakGate.class)
class GatewayWatchDifferentialTest {
    private static final long FIXED = 91;
    private static final int ROUNDS = 10;
    private static final int REQUESTS = 10;
    private static final int MANY = 200;

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void watchesAsEtcdOverAWebSocket(String version) throws Exception {
        overAWebSocket(version, Seeds.of(FIXED), ROUNDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void watchesAsEtcdByOneRequest(String version) throws Exception {
        byOneRequest(version, Seeds.of(FIXED), REQUESTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    @Tag("long")
    void watchesAsEtcdWithManyMoreSeeds(String version) throws Exception {
        overAWebSocket(version, Seeds.of(901, 902, 903), MANY);
        byOneRequest(version, Seeds.of(911, 912, 913), MANY);
    }

    private static void overAWebSocket(String version, List<Long> seeds, int usual) throws Exception {
        int rounds = Seeds.steps(usual);
        for (long seed : seeds) {
            try (Servers servers = new Servers()) {
                Port real = servers.realPort(version);
                Port embedded = servers.embeddedPort(version);
                try (WatchComparison comparison = WatchComparison.ofMessages(
                        writes(servers, version, real, embedded, seed),
                        WatchLine.overWebSocket(real),
                        WatchLine.overWebSocket(embedded),
                        seed)) {
                    comparison.run(rounds);
                    System.out.println(version + ", seed " + seed + ", " + rounds + " rounds: " + comparison.seen()
                            + " events in " + comparison.messages() + " messages");
                    assertThat(comparison.messages()).isPositive();
                }
            }
        }
    }

    private static void byOneRequest(String version, List<Long> seeds, int usual) throws Exception {
        int rounds = Seeds.steps(usual);
        for (long seed : seeds) {
            try (Servers servers = new Servers()) {
                Port real = servers.realPort(version);
                Port embedded = servers.embeddedPort(version);
                Comparison writes = writes(servers, version, real, embedded, seed);
                PostedWatchComparison comparison = new PostedWatchComparison(real, embedded, writes, seed);
                comparison.run(rounds);
                System.out.println(version + ", seed " + seed + ", " + rounds + " requests: " + comparison.messages()
                        + " messages");
                assertThat(comparison.messages()).isGreaterThan(rounds);
            }
        }
    }

    private static Comparison writes(Servers servers, String version, Port real, Port embedded, long seed) {
        Set<AllowedDifference> allowed = version.equals("3.6")
                ? EnumSet.noneOf(AllowedDifference.class)
                : EnumSet.of(AllowedDifference.FAULT_OF_A_PUT_IN_A_TRANSACTION, AllowedDifference.LEASE_WITH_KEYS_ONLY);
        return new Comparison(servers.overGrpc(real), List.of(servers.overGrpc(embedded)), new Verdict(allowed), seed);
    }
}
