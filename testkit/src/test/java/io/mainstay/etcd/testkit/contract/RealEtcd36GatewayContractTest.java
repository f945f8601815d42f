package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.gateway.GatewayTransportProvider;

/** The contracts, over the JSON gateway of a real etcd 3.6. */
class RealEtcd36GatewayContractTest extends RealEtcdContracts {
    RealEtcd36GatewayContractTest() {
        super("3.6", new GatewayTransportProvider());
    }
}
