package io.mainstay.etcd.testkit.members;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.EmbeddedEtcdCluster;
import io.mainstay.etcd.testkit.RealEtcdCluster;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Three members, real or embedded, that can be ended and stopped, and made to go on.
 *
 * @param endpoints where they are reached
 * @param kill ends a member without warning
 * @param restart starts it again
 * @param pause lets a member stand still
 * @param resume lets it go on
 * @param end ends all of them
 */
record Trio(
        List<String> endpoints,
        IntConsumer kill,
        IntConsumer restart,
        IntConsumer pause,
        IntConsumer resume,
        Runnable end)
        implements AutoCloseable {
    static Trio of(RealEtcdCluster cluster) {
        return new Trio(
                cluster.endpoints(),
                member -> cluster.member(member).kill(),
                member -> cluster.member(member).restart(),
                member -> cluster.member(member).pause(),
                member -> cluster.member(member).resume(),
                cluster::close);
    }

    /** Embedded ones, with whom calls do not wait as long. */
    static Trio embedded(String compat) {
        EmbeddedEtcdCluster cluster = EmbeddedEtcdCluster.builder()
                .store(EmbeddedEtcd.builder().compat(compat))
                .requestTimeout(Duration.ofMillis(200))
                .leaderlessTime(Duration.ofMillis(200))
                .start();
        return new Trio(
                cluster.endpoints(),
                member -> cluster.member(member).stop(),
                member -> cluster.member(member).start(),
                member -> cluster.member(member).pause(),
                member -> cluster.member(member).resume(),
                cluster::close);
    }

    @Override
    public void close() {
        end.run();
    }
}
