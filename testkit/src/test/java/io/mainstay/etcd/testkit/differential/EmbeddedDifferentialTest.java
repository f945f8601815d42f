package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The embedded etcd against a real one. */
class EmbeddedDifferentialTest {
    private static final int OPERATIONS = 10_000;

    private static final int ROUNDS = 150;

    private static final Set<AllowedDifference> FOR_36 = EnumSet.complementOf(EnumSet.of(
            AllowedDifference.LEASE_WITH_KEYS_ONLY, AllowedDifference.FAULT_OF_A_PUT_IN_A_TRANSACTION));
    private static final Set<AllowedDifference> FOR_37 = EnumSet.allOf(AllowedDifference.class);

    @Test
    void answersAsEtcd36() throws Exception {
        compareAnswers("3.6", 1, FOR_36);
    }

    @Test
    void answersAsEtcd37() throws Exception {
        compareAnswers("3.7", 2, FOR_37);
    }

    @Test
    void watchesAsEtcd36() throws Exception {
        compareWatches("3.6", 3, FOR_36);
    }

    @Test
    void watchesAsEtcd37() throws Exception {
        compareWatches("3.7", 4, FOR_37);
    }

    private static void compareAnswers(String version, long seed, Set<AllowedDifference> allowed) throws Exception {
        try (RealEtcd real = start(version);
                EmbeddedEtcd embedded = EmbeddedEtcd.start();
                Line reference = line(real);
                Line inProcess = new Line("embedded, in-process", embedded.transport())) {
            Comparison comparison = new Comparison(reference, List.of(inProcess), new Verdict(allowed), seed);
            comparison.run(OPERATIONS);
            assertThat(comparison.counts()).containsKeys("KV/Txn", "KV/Txn refused", "Maintenance/HashKV");
        }
    }

    private static void compareWatches(String version, long seed, Set<AllowedDifference> allowed) throws Exception {
        try (RealEtcd real = start(version);
                EmbeddedEtcd embedded = EmbeddedEtcd.start();
                Line reference = line(real);
                Line inProcess = new Line("embedded, in-process", embedded.transport());
                WatchComparison comparison = new WatchComparison(reference, inProcess, new Verdict(allowed), seed)) {
            comparison.run(ROUNDS);
            assertThat(comparison.seen()).as("events compared").isGreaterThan(10_000);
        }
    }

    private static RealEtcd start(String version) {
        return RealEtcd.start(RealEtcdOptions.of(Requirement.realEtcd(version)).withFlags("--unsafe-no-fsync"));
    }

    private static Line line(RealEtcd etcd) {
        return new Line(etcd.toString(), new GrpcTransportProvider().connect(Endpoint.parse(etcd.endpoint())));
    }
}
