package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.testkit.junit.LeakGate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The embedded etcd against a real one, through both of its doors.
 *
 * <p>Each test runs the seeds that never change and one that is new each time. A failure names the seed; {@code
 * -Dmainstay.seed=N} runs that one alone (with {@code -Dtests.jvm.args} to reach the JVM of the tests).
 */
@ExtendWith(LeakGate.class)
class EmbeddedDifferentialTest {
    private static final int OPERATIONS = 10_000;
    private static final int ROUNDS = 150;
    private static final int SINGLE_WRITES = 150;

    private static final Set<AllowedDifference> FOR_36 = EnumSet.complementOf(EnumSet.of(
            AllowedDifference.LEASE_WITH_KEYS_ONLY,
            AllowedDifference.FAULT_OF_A_PUT_IN_A_TRANSACTION,
            AllowedDifference.FAULT_OF_AN_OPERATION_IN_A_TRANSACTION,
            AllowedDifference.AUTH_STATUS_FOR_ALL,
            AllowedDifference.WHAT_A_LAYER_CHANGES));
    private static final Set<AllowedDifference> FOR_37 = EnumSet.complementOf(EnumSet.of(
            AllowedDifference.FAULT_OF_AN_OPERATION_IN_A_TRANSACTION, AllowedDifference.WHAT_A_LAYER_CHANGES));

    @Test
    void answersAsEtcd36() throws Exception {
        compareAnswers("3.6", FOR_36, Seeds.of(1));
    }

    @Test
    void answersAsEtcd37() throws Exception {
        compareAnswers("3.7", FOR_37, Seeds.of(2));
    }

    @Test
    void watchesAsEtcd36() throws Exception {
        compareWatches("3.6", FOR_36, Seeds.of(3));
    }

    @Test
    void watchesAsEtcd37() throws Exception {
        compareWatches("3.7", FOR_37, Seeds.of(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void sendsTheMessagesOfAWatchAsEtcd(String version) throws Exception {
        for (long seed : Seeds.of(6)) {
            try (Servers servers = new Servers()) {
                Line reference = servers.real(version);
                Line other = servers.embeddedOverGrpc(version);
                try (WatchComparison comparison = WatchComparison.ofMessages(
                        reference, other, new Verdict(version.equals("3.6") ? FOR_36 : FOR_37), seed)) {
                    int rounds = Seeds.steps(SINGLE_WRITES);
                    comparison.run(rounds);
                    System.out.println(version + ", seed " + seed + ", " + rounds + " rounds: " + comparison.seen()
                            + " events in " + comparison.messages() + " messages");
                    assertThat(comparison.messages()).isGreaterThan(rounds);
                }
            }
        }
    }

    @Test
    @Tag("long")
    void answersAsEtcd36WithManyMoreSeeds() throws Exception {
        compareAnswers("3.6", FOR_36, Seeds.of(101, 102, 103, 104, 105));
    }

    @Test
    @Tag("long")
    void answersAsEtcd37WithManyMoreSeeds() throws Exception {
        compareAnswers("3.7", FOR_37, Seeds.of(301, 302, 303));
    }

    @Test
    @Tag("long")
    void watchesAsEtcd36WithManyMoreSeeds() throws Exception {
        compareWatches("3.6", FOR_36, Seeds.of(201, 202, 203, 204, 205));
    }

    /** What the two doors make of the same requests, where no real etcd is needed. */
    @Test
    void bothDoorsAnswerAlike() throws Exception {
        for (long seed : Seeds.of(5)) {
            try (Servers servers = new Servers()) {
                Line reference = servers.inProcess();
                Verdict verdict = new Verdict(FOR_36);
                new Comparison(reference, List.of(servers.embeddedOverGrpc()), verdict, seed).run(OPERATIONS);
            }
        }
    }

    private static void compareAnswers(String version, Set<AllowedDifference> allowed, List<Long> seeds)
            throws Exception {
        for (long seed : seeds) {
            try (Servers servers = new Servers()) {
                Line reference = servers.real(version);
                List<Line> others = List.of(servers.inProcess(), servers.embeddedOverGrpc());
                Comparison comparison = new Comparison(reference, others, new Verdict(allowed), seed);
                comparison.run(OPERATIONS);
                assertThat(comparison.counts()).containsKeys("KV/Txn", "KV/Txn refused", "Maintenance/HashKV");
            }
        }
    }

    private static void compareWatches(String version, Set<AllowedDifference> allowed, List<Long> seeds)
            throws Exception {
        for (int i = 0; i < seeds.size(); i++) {
            try (Servers servers = new Servers()) {
                Line reference = servers.real(version);
                Line other = i % 2 == 0 ? servers.embeddedOverGrpc() : servers.inProcess();
                try (WatchComparison comparison =
                        WatchComparison.ofEvents(reference, other, new Verdict(allowed), seeds.get(i))) {
                    comparison.run(ROUNDS);
                    assertThat(comparison.seen()).as("events compared").isGreaterThan(10_000);
                }
            }
        }
    }
}
