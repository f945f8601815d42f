package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The contracts, over gRPC to three members of a real etcd 3.6. What touches all keys has a single one to itself. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class RealClusterContractTest extends EtcdContracts {
    private RealClusterTarget shared;

    @BeforeAll
    void startCluster() {
        shared = RealClusterTarget.start("3.6");
    }

    @AfterAll
    void stopCluster() {
        if (shared != null) {
            shared.close();
        }
    }

    @Override
    protected Target open() {
        return shared.borrowed();
    }
}
