package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.gateway.GatewayTransportProvider;
import org.junit.jupiter.api.Tag;

/** The contracts, over the JSON gateway and TLS with client certificates to a real etcd 3.7. */
@Tag("slow")
class RealEtcd37GatewayMutualTlsContractTest extends SecureEtcdContracts {
    RealEtcd37GatewayMutualTlsContractTest() {
        super("3.7", new GatewayTransportProvider(), true);
    }
}
