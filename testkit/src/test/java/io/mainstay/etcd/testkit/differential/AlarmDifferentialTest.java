package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.embedded.EmbeddedEtcdBuilder;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.testkit.junit.LeakGate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls of every service while alarms are on and off, by the embedded etcd and by a real one: what is refused, in which
 * words, and what is done all the same. A failure names the seed; {@code -Dmainstay.seed=N} runs that one alone, and
 * {@code -Dmainstay.steps=N} takes as many steps.
 */
@ExtendWith(LeakGate.class)
class AlarmDifferentialTest {
    private static final long FIXED = 81;
    private static final int STEPS = 800;
    private static final int HASH_EVERY = 200;
    private static final int MEMBERS = 2;

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void isAlarmedAsEtcd(String version) throws Exception {
        for (long seed : Seeds.of(FIXED)) {
            try (Servers servers = new Servers()) {
                UnaryOperator<EmbeddedEtcdBuilder> options =
                        builder -> builder.compat(version).bcryptCost(4);
                Comparison comparison = new Comparison(
                        servers.realWithFlags(version, "--bcrypt-cost=4"),
                        List.of(servers.inProcess(options), servers.embeddedOverGrpc(options)),
                        new Verdict(allowed(version)),
                        seed);
                int steps = Seeds.steps(STEPS);
                run(comparison, steps, seed);
                Map<String, Integer> counts = comparison.counts();
                System.out.println(version + ", seed " + seed + ", " + steps + " steps: " + counts);
                if (seed == FIXED) {
                    assertThat(counts)
                            .containsKeys("KV/Put refused", "KV/Range refused", "Lease/LeaseGrant refused", "KV/Txn");
                }
            }
        }
    }

    private static Set<AllowedDifference> allowed(String version) {
        return version.equals("3.6")
                ? EnumSet.of(AllowedDifference.TIME_LEFT)
                : EnumSet.of(AllowedDifference.LEASE_WITH_KEYS_ONLY, AllowedDifference.FAULT_OF_A_PUT_IN_A_TRANSACTION);
    }

    private static void run(Comparison comparison, int steps, long seed) throws Exception {
        AuthOperations stream = new AuthOperations(seed);
        Random random = new Random(~seed);
        for (int i = 1; i <= steps; i++) {
            if (random.nextInt(16) == 0) {
                comparison.compareOne(new Operation<>(Rpcs.ALARM, alarm(random)));
            }
            AuthStep step =
                    random.nextInt(8) == 0 ? new AuthStep(AuthStep.NOBODY, stream.administration(), 0) : stream.next();
            // Authentication stays off: who may what is compared elsewhere.
            if (step.operation().rpc() != Rpcs.AUTH_ENABLE) {
                stream.learn(step, comparison.compareOne(step.operation()));
            }
            if (i % HASH_EVERY == 0 || i == steps) {
                comparison.compareOne(Operations.HASH);
            }
        }
        for (AlarmType type : AlarmType.values()) {
            for (long member = 0; member <= MEMBERS; member++) {
                comparison.compareOne(
                        new Operation<>(Rpcs.ALARM, new AlarmRequest(AlarmRequest.Action.DEACTIVATE, member, type)));
            }
        }
        comparison.compareOne(Operations.EVERYTHING);
    }

    /** Cleared more often than raised, for else all is refused. */
    private static AlarmRequest alarm(Random random) {
        AlarmRequest.Action[] actions = AlarmRequest.Action.values();
        AlarmRequest.Action action = actions[Math.min(random.nextInt(6), actions.length - 1)];
        AlarmType[] types = AlarmType.values();
        AlarmType type = types[Math.min(random.nextInt(4), types.length - 1)];
        return new AlarmRequest(action, random.nextInt(MEMBERS + 1), type);
    }
}
