package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.gateway.GatewayTransportProvider;
import org.junit.jupiter.api.Tag;

/** The contracts, over the JSON gateway of a real etcd 3.7. */
@Tag("slow")
class RealEtcd37GatewayContractTest extends RealEtcdContracts {
    RealEtcd37GatewayContractTest() {
        super("3.7", new GatewayTransportProvider());
    }
}
