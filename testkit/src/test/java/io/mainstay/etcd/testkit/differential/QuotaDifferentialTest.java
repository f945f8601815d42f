package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.EmbeddedEtcdBuilder;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The small quota of the embedded etcd against a real one's: writes that need more raise the alarm by themselves, and
 * what then is refused, and what helps, must be the same. A failure names the seed; {@code -Dmainstay.seed=N} runs that
 * one alone, and {@code -Dmainstay.steps=N} takes as many steps.
 *
 * <p>With which write the quota is exceeded is not compared, nor how large a file is said to be: a real one grows by
 * pages of its tree, and only when a batch is committed, up to 100 ms after its writes.
 */
@ExtendWith(LeakGate.class)
class QuotaDifferentialTest {
    private static final long FIXED = 31;
    private static final int STEPS = 250;
    private static final int MANY = 3000;
    private static final int QUOTA = 2 << 20;

    /** So much a step may add to a file, and more. */
    private static final int QUOTA_A_STEP = 4 << 10;

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void refusesWhatNeedsMoreAsEtcd(String version) throws Exception {
        for (long seed : Seeds.of(FIXED)) {
            Map<String, Integer> counts = compare(version, seed, STEPS);
            if (seed == FIXED) {
                assertThat(counts).containsKeys("KV/Put", "KV/Put refused", "Lease/LeaseGrant refused", "KV/Txn");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    @Tag("long")
    void refusesWhatNeedsMoreAsEtcdWithManyMoreSeeds(String version) throws Exception {
        for (long seed : Seeds.of(301, 302, 303)) {
            compare(version, seed, MANY);
        }
    }

    private static Map<String, Integer> compare(String version, long seed, int usual) throws Exception {
        try (Servers servers = new Servers()) {
            int steps = Seeds.steps(usual);
            int quota = QUOTA + steps * QUOTA_A_STEP;
            UnaryOperator<EmbeddedEtcdBuilder> options = options(version, quota, 2 * quota);
            QuotaComparison comparison = new QuotaComparison(
                    real(servers, version, quota, 2 * quota),
                    List.of(servers.inProcess(options), servers.embeddedOverGrpc(options)),
                    new Verdict(allowed(version)),
                    quota,
                    seed);
            comparison.run(steps);
            System.out.println(version + ", seed " + seed + ", " + steps + " steps: " + comparison.counts());
            return comparison.counts();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void livesWithAFullFileAsEtcd(String version) throws Exception {
        try (Servers servers = new Servers()) {
            UnaryOperator<EmbeddedEtcdBuilder> options = options(version, QUOTA, QUOTA);
            QuotaLife reference = new QuotaLife(new Servant(real(servers, version, QUOTA, QUOTA)), QUOTA);
            List<String> right = reference.told();
            System.out.println(version + " took " + reference.fills() + " pieces");
            for (Line line : List.of(servers.inProcess(options), servers.embeddedOverGrpc(options))) {
                QuotaLife life = new QuotaLife(new Servant(line), QUOTA);
                assertThat(life.told()).as(line.name()).isEqualTo(right);
                System.out.println(line.name() + " took " + life.fills() + " pieces");
            }
            assertThat(right).asString().contains("etcdserver: mvcc: database space exceeded", "NOSPACE of self");
        }
    }

    private static Line real(Servers servers, String version, int quota, int request) {
        return servers.realWithFlags(version, "--quota-backend-bytes=" + quota, "--max-request-bytes=" + request);
    }

    private static UnaryOperator<EmbeddedEtcdBuilder> options(String version, int quota, int request) {
        return builder -> builder.compat(version).quotaBytes(quota).maxRequestBytes(request);
    }

    private static Set<AllowedDifference> allowed(String version) {
        EnumSet<AllowedDifference> allowed = EnumSet.of(
                AllowedDifference.WHO_ANSWERED,
                AllowedDifference.TIME_LEFT,
                AllowedDifference.ORDER_OF_A_LEASES_KEYS,
                AllowedDifference.ORDER_OF_LEASES,
                AllowedDifference.TIES_OF_A_SORT);
        if (version.equals("3.7")) {
            allowed.add(AllowedDifference.LEASE_WITH_KEYS_ONLY);
            allowed.add(AllowedDifference.FAULT_OF_A_PUT_IN_A_TRANSACTION);
        }
        return allowed;
    }
}
