package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Nested;

/** The contracts, over gRPC on the embedded etcd. */
class EmbeddedGrpcContractTest extends EtcdMemberContracts {
    @Override
    protected Target open() {
        return EmbeddedTarget.overGrpc();
    }

    @Nested
    class Network extends NetworkContract {
        @Override
        protected Target open() {
            return EmbeddedGrpcContractTest.this.open();
        }
    }
}
