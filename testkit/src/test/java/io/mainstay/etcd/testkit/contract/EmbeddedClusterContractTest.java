package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Tag;

/** The contracts, in-process to three embedded members. */
@Tag("slow")
class EmbeddedClusterContractTest extends EtcdContracts {
    @Override
    protected Target open() {
        return new EmbeddedClusterTarget();
    }
}
