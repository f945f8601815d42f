package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What users get from the gateway of the embedded etcd against a real one's, request by request: all services, with
 * tokens that are right, wrong or none, and bodies that are damaged. A failure names the seed; {@code
 * -Dmainstay.seed=N} runs that one alone, and {@code -Dmainstay.steps=N} takes as many steps.
 */
@ExtendWith(LeakGate.class)
class GatewayUsersDifferentialTest {
    private static final long FIXED = 11;
    private static final int STEPS = 600;

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "3.6", "3.7"})
    void usersAreAnsweredAsByEtcd(String version) throws Exception {
        for (long seed : Seeds.of(FIXED)) {
            RealEtcdOptions options =
                    RealEtcdOptions.of(Requirement.realEtcd(version)).withFlags("--unsafe-no-fsync", "--bcrypt-cost=4");
            try (RealEtcd real = RealEtcd.start(options);
                    EmbeddedEtcd embedded =
                            EmbeddedEtcd.builder().compat(version).bcryptCost(4).start()) {
                GatewayUsers users = new GatewayUsers(
                        new HttpGateway(real.endpoint()),
                        new HttpGateway(embedded.endpoint()),
                        new Verdict(allowed(version)),
                        // What the older gateway finds wrong in a body it says in other words.
                        !version.equals("3.5"),
                        seed);
                int steps = Seeds.steps(STEPS);
                users.run(steps);
                Map<String, Integer> counts = users.counts();
                System.out.println(version + ", seed " + seed + ", " + steps + " requests: " + counts);
                if (seed == FIXED) {
                    assertThat(counts).containsKeys("HTTP 200", "HTTP 400", "HTTP 401", "HTTP 403", "HTTP 404");
                }
            }
        }
    }

    private static Set<AllowedDifference> allowed(String version) {
        return switch (version) {
            case "3.5" -> EnumSet.of(AllowedDifference.FAULT_OF_AN_OPERATION_IN_A_TRANSACTION);
            case "3.6" -> EnumSet.of(AllowedDifference.FAULT_OF_A_GRANT_OF_NOTHING);
            default ->
                EnumSet.of(
                        AllowedDifference.FAULT_OF_A_GRANT_OF_NOTHING,
                        AllowedDifference.FAULT_OF_A_PUT_IN_A_TRANSACTION,
                        AllowedDifference.LEASE_WITH_KEYS_ONLY);
        };
    }
}
