package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.gateway.GatewayTransportProvider;

/** The contracts, over the JSON gateway and TLS with client certificates to a real etcd 3.7. */
class RealEtcd37GatewayMutualTlsContractTest extends SecureEtcdContracts {
    RealEtcd37GatewayMutualTlsContractTest() {
        super("3.7", new GatewayTransportProvider(), true);
    }
}
