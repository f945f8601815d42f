package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Nested;

/** The contracts, over the JSON gateway of the embedded etcd. */
class EmbeddedGatewayContractTest extends EtcdMemberContracts {
    @Override
    protected Target open() {
        return EmbeddedTarget.overGateway();
    }

    @Nested
    class Network extends NetworkContract {
        @Override
        protected Target open() {
            return EmbeddedGatewayContractTest.this.open();
        }
    }
}
