package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Tag;

/** The contracts, over the JSON gateway and TLS on the embedded etcd. */
@Tag("slow")
class EmbeddedGatewayOneWayTlsContractTest extends EmbeddedTlsContracts {
    EmbeddedGatewayOneWayTlsContractTest() {
        super(EmbeddedWay.GATEWAY, false);
    }
}
