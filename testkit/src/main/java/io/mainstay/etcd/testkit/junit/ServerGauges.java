package io.mainstay.etcd.testkit.junit;

import io.mainstay.etcd.embedded.EmbeddedEtcd;

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

    /** Whether there is nothing. */
    default boolean quiet() {
        return watchers() == 0 && streams() == 0 && leases() == 0;
    }
}
