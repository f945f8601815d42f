package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.gateway.GatewayTransportProvider;
import org.junit.jupiter.api.Tag;

/** The contracts, over the JSON gateway of a real etcd 3.5. */
@Tag("slow")
class RealEtcd35GatewayContractTest extends RealEtcdContracts {
    RealEtcd35GatewayContractTest() {
        super("3.5", new GatewayTransportProvider());
    }
}
