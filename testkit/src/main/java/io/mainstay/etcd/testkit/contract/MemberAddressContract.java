package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.cluster.Cluster;
import io.mainstay.etcd.cluster.Maintenance;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.error.DeadlineExceededException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How one member is found by its address; for targets whose members have any. */
public abstract class MemberAddressContract extends ContractSuite {
    /** An address like the target's where nobody listens. */
    private String nobody() {
        return target().endpoint().scheme() + "://127.0.0.1:1";
    }

    private Cluster cluster() {
        return etcd().cluster();
    }

    @Test
    void reachesAMemberThatTheClientWasNotTold() {
        Member self = cluster().members().get(0);
        try (EtcdClient elsewhere = target().client()
                        .endpoints(nobody())
                        .callTimeout(Duration.ofSeconds(5))
                        .build();
                Maintenance member = elsewhere.cluster().maintenance(self)) {
            assertThat(member.status().header().memberId()).isEqualTo(self.id());
        }
    }

    @Test
    void asksNobodyElseWhenTheMemberIsAway() {
        try (EtcdClient client =
                        target().client().callTimeout(Duration.ofMillis(1500)).build();
                Maintenance away = client.cluster().maintenance(nobody())) {
            assertThatThrownBy(away::status)
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("127.0.0.1:1")
                    .hasMessageContaining("refused");
            assertThat(client.cluster().status().errors()).isEmpty();
        }
    }
}
