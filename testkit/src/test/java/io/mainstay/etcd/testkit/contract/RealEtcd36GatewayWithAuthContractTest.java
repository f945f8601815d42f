package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.gateway.GatewayTransportProvider;
import org.junit.jupiter.api.Tag;

/** The contracts, over the JSON gateway to a real etcd 3.6 with authentication on and simple tokens. */
@Tag("slow")
class RealEtcd36GatewayWithAuthContractTest extends RealEtcdWithAuthContracts {
    RealEtcd36GatewayWithAuthContractTest() {
        super("3.6", new GatewayTransportProvider(), TokenKind.SIMPLE);
    }
}
