package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.StatusResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a healthy cluster tells about itself. */
public abstract class ClusterContract extends ContractSuite {
    @Test
    void listsItsMembers() {
        List<Member> members = etcd().cluster().members();
        assertThat(members)
                .extracting(Member::id)
                .contains(etcd().cluster().status().header().memberId())
                .doesNotContain(0L);
        assertThat(members).extracting(Member::name).doesNotContain("");
        assertThat(members).extracting(Member::learner).containsOnly(false);
        if (target().endpoint().scheme().startsWith("http")) {
            assertThat(members)
                    .flatExtracting(Member::clientUrls)
                    .contains(target().endpoint().toString());
        }
    }

    @Test
    void tellsItsState() {
        long before = revision();
        StatusResult status = etcd().cluster().status();
        assertThat(status.header().revision()).isGreaterThanOrEqualTo(before);
        assertThat(status.header().clusterId()).isNotZero();
        assertThat(status.version()).matches("3\\.\\d+\\.\\d+.*");
        assertThat(etcd().cluster().members())
                .extracting(Member::id)
                .contains(status.raft().leader());
        assertThat(status.raft().term()).isPositive();
        assertThat(status.raft().index()).isPositive();
        assertThat(status.raft().appliedIndex()).isPositive();
        assertThat(status.db().total()).isPositive();
        assertThat(status.db().inUse())
                .isPositive()
                .isLessThanOrEqualTo(status.db().total());
        assertThat(status.learner()).isFalse();
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void tellsStorageVersionAndQuotaFrom36On() {
        StatusResult status = etcd().cluster().status();
        if (serverIsAtLeast(3, 6)) {
            assertThat(status.storageVersion()).matches("3\\.\\d+\\.\\d+");
            assertThat(status.db().quota()).isPositive();
        } else {
            assertThat(status.storageVersion()).isEmpty();
            assertThat(status.db().quota()).isZero();
        }
    }

    @Test
    void everyAnswerNamesTheSameCluster() {
        long cluster = etcd().cluster().status().header().clusterId();
        assertThat(etcd().kv().put(key("a"), "1").header().clusterId()).isEqualTo(cluster);
        assertThat(etcd().cluster().hashKv(0).header().clusterId()).isEqualTo(cluster);
    }

    @Test
    void hashesItsKeys() {
        long written = etcd().kv().put(key("a"), "1").header().revision();
        HashKvResult first = etcd().cluster().hashKv(0);
        assertThat(first.header().revision()).isGreaterThanOrEqualTo(written);
        assertThat(etcd().cluster().hashKv(first.header().revision()).hash()).isEqualTo(first.hash());
        etcd().kv().put(key("a"), "2");
        assertThat(etcd().cluster().hashKv(0).hash()).isNotEqualTo(first.hash());
        assertThat(etcd().cluster().hashKv(written).hash()).isEqualTo(first.hash());
    }

    @Test
    void hasNoAlarms() {
        assertThat(etcd().cluster().alarms()).isEmpty();
    }

    @Test
    void everyCallHasItsFuture() {
        assertThat(Waiting.get(etcd().cluster().async().members()))
                .isEqualTo(etcd().cluster().members());
        assertThat(Waiting.get(etcd().cluster().async().status()).version())
                .isEqualTo(etcd().cluster().status().version());
        assertThat(Waiting.get(etcd().cluster().async().hashKv(0)).hash())
                .isEqualTo(etcd().cluster().hashKv(0).hash());
        assertThat(Waiting.get(etcd().cluster().async().alarms())).isEmpty();
    }
}
