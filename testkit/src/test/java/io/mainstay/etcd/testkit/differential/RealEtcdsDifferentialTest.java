package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two lines of real etcd against each other: what they answer differently no one can be asked to answer equally. */
class RealEtcdsDifferentialTest {
    @Test
    void etcd37AnswersAs36() throws Exception {
        try (Servers servers = new Servers()) {
            Verdict verdict = new Verdict(EnumSet.allOf(AllowedDifference.class));
            Comparison comparison = new Comparison(servers.real("3.6"), List.of(servers.real("3.7")), verdict, 36_37);
            comparison.run(5_000);
            assertThat(comparison.counts()).containsKeys("KV/Txn", "KV/Txn refused", "Maintenance/HashKV");
        }
    }
}
