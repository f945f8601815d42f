package io.mainstay.etcd.testkit.junit;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.EmbeddedEtcdCluster;
import io.mainstay.etcd.embedded.EmbeddedEtcdMember;

/** What a server holds for its clients at the moment. */
public interface ServerGauges {
    /** How many watches there are, over all streams. */
    int watchers();

    /** How many streams are open. */
    int streams();

    /** How many leases there are. */
    int leases();

    /** Those of an embedded etcd. */
    static ServerGauges of(EmbeddedEtcd etcd) {
        return new ServerGauges() {
            @Override
            public int watchers() {
                return etcd.watcherCount();
            }

            @Override
            public int streams() {
                return etcd.streamCount();
            }

            @Override
            public int leases() {
                return etcd.leaseCount();
            }
        };
    }

    /** Those of an embedded cluster, over all its members. */
    static ServerGauges of(EmbeddedEtcdCluster cluster) {
        return new ServerGauges() {
            @Override
            public int watchers() {
                return cluster.members().stream()
                        .mapToInt(EmbeddedEtcdMember::watcherCount)
                        .sum();
            }

            @Override
            public int streams() {
                return cluster.members().stream()
                        .mapToInt(EmbeddedEtcdMember::streamCount)
                        .sum();
            }

            @Override
            public int leases() {
                return cluster.leaseCount();
            }
        };
    }

    /** Whether there is nothing. */
    default boolean quiet() {
        return watchers() == 0 && streams() == 0 && leases() == 0;
    }
}
