package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.EmbeddedEtcdBuilder;
import io.mainstay.etcd.testkit.contract.TokenKind;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users, roles, permissions and tokens of the embedded etcd against a real one's, and the calls of all services by
 * users who may make them or not. A failure names the seed; {@code -Dmainstay.seed=N} runs that one alone.
 */
@ExtendWith(LeakGate.class)
class AuthDifferentialTest {
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final int STEPS = 10_000;

    private static final Set<AllowedDifference> FOR_36 = EnumSet.complementOf(EnumSet.of(
            AllowedDifference.LEASE_WITH_KEYS_ONLY,
            AllowedDifference.FAULT_OF_A_PUT_IN_A_TRANSACTION,
            AllowedDifference.FAULT_OF_AN_OPERATION_IN_A_TRANSACTION,
            AllowedDifference.AUTH_STATUS_FOR_ALL,
            AllowedDifference.WHAT_A_LAYER_CHANGES));
    private static final Set<AllowedDifference> FOR_37 = EnumSet.complementOf(EnumSet.of(
            AllowedDifference.FAULT_OF_AN_OPERATION_IN_A_TRANSACTION, AllowedDifference.WHAT_A_LAYER_CHANGES));

    @Test
    void simpleTokensAsEtcd36() throws Exception {
        compare("3.6", FOR_36, Seeds.of());
    }

    @Test
    void simpleTokensAsEtcd37() throws Exception {
        compare("3.7", FOR_37, Seeds.of());
    }

    @Test
    @Tag("long")
    void simpleTokensAsEtcd36WithMoreSeeds() throws Exception {
        compare("3.6", FOR_36, Seeds.of(11, 21));
    }

    @Test
    @Tag("long")
    void simpleTokensAsEtcd37WithMoreSeeds() throws Exception {
        compare("3.7", FOR_37, Seeds.of(12, -5741080108936689391L));
    }

    @Test
    @Tag("slow")
    void signedTokensAsEtcd36(@TempDir Path folder) throws Exception {
        compare("3.6", FOR_36, Seeds.of(), TokenKind.JWT.flags(folder, TTL)[0]);
    }

    @Test
    @Tag("slow")
    void signedTokensAsEtcd37(@TempDir Path folder) throws Exception {
        compare("3.7", FOR_37, Seeds.of(14), TokenKind.JWT.flags(folder, TTL)[0]);
    }

    private static void compare(String version, Set<AllowedDifference> allowed, List<Long> seeds) throws Exception {
        compare(version, allowed, seeds, "--auth-token=simple");
    }

    private static void compare(String version, Set<AllowedDifference> allowed, List<Long> seeds, String tokens)
            throws Exception {
        UnaryOperator<EmbeddedEtcdBuilder> options =
                builder -> builder.bcryptCost(4).authToken(tokens.substring("--auth-token=".length()));
        Map<String, Integer> counts = new HashMap<>();
        for (long seed : seeds) {
            try (Servers servers = new Servers()) {
                List<Line> lines = List.of(
                        servers.realWithFlags(version, "--bcrypt-cost=4", tokens),
                        servers.inProcess(options),
                        servers.embeddedOverGrpc(options));
                AuthComparison comparison = new AuthComparison(lines, new Verdict(allowed), seed);
                comparison.run(STEPS);
                counts.putAll(comparison.counts());
            }
        }
        // A stream that nobody has read before may forget the password of root, and learn little from then on.
        if (seeds.size() > 1) {
            assertThat(counts)
                    .containsKeys(
                            "KV/Txn",
                            "KV/Txn etcdserver: permission denied",
                            "KV/Range etcdserver: invalid auth token",
                            "Watch/Watch",
                            "Auth/RoleGrantPermission",
                            "Auth/Authenticate etcdserver: authentication failed, invalid user ID or password");
        }
    }
}
