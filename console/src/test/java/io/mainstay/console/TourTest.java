package io.mainstay.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TourTest {
    @Test
    void onAnEtcdOfItsOwnEveryClaimHolds() {
        Run.Result tour = Run.program().with("tour");
        assertThat(tour.err()).isEmpty();
        assertThat(tour.exit()).isZero();
        assertThat(tour.out())
                .contains("16  Errors")
                .contains("claims checked, all hold")
                .doesNotContain("\u001b");
        assertThat(tour.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void onAnotherEtcdItLeavesNothingBehindAndNeverCompacts() {
        try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
            takeTheTour(etcd.endpoint());
            assertThat(etcd.leaseCount()).as("leases left").isLessThanOrEqualTo(1);
        }
    }

    @Test
    void onARealEtcdEveryClaimHolds() {
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd());
        try (RealEtcd etcd = RealEtcd.start(options)) {
            takeTheTour(etcd.endpoint());
        }
    }

    @Test
    void withoutAnEtcdItFails() {
        Run.Result tour = Run.program().with("--endpoints=127.0.0.1:1", "--command-timeout=300ms", "tour");
        assertThat(tour.exit()).isEqualTo(1);
        assertThat(tour.err()).startsWith("Error: ").containsIgnoringCase("refused");
    }

    private static void takeTheTour(String endpoint) {
        Run.Result tour = Run.program().with("tour", "--endpoints", endpoint);
        assertThat(tour.err()).isEmpty();
        assertThat(tour.exit()).isZero();
        assertThat(tour.out()).contains("claims checked, all hold");
        try (EtcdClient client = EtcdClient.connect(endpoint)) {
            assertThat(client.kv().range(RangeRequest.of(KeyRange.all())).kvs()).isEmpty();
            assertThat(client.kv().range("x", o -> o.revision(2)).kvs()).isEmpty();
        }
    }
}
