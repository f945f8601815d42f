package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two lines of real etcd against each other: what they answer differently no one can be asked to answer equally. */
class RealEtcdsDifferentialTest {
    @Test
    void etcd37AnswersAs36() throws Exception {
        try (RealEtcd older = start("3.6");
                RealEtcd newer = start("3.7");
                Line reference = line(older);
                Line other = line(newer)) {
            Verdict verdict = new Verdict(EnumSet.allOf(AllowedDifference.class));
            Comparison comparison = new Comparison(reference, List.of(other), verdict, 36_37);
            comparison.run(10_000);
            System.out.println(comparison.counts());
            assertThat(comparison.counts()).containsKeys("KV/Txn", "KV/Txn refused", "Maintenance/HashKV");
        }
    }

    private static RealEtcd start(String line) {
        return RealEtcd.start(RealEtcdOptions.of(Requirement.realEtcd(line)).withFlags("--unsafe-no-fsync"));
    }

    private static Line line(RealEtcd etcd) {
        return new Line(etcd.toString(), new GrpcTransportProvider().connect(Endpoint.parse(etcd.endpoint())));
    }
}
