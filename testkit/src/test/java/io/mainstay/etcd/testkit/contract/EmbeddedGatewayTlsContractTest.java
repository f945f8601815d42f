package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.testkit.RealEtcdTls;

/** TLS over the JSON gateway, to an embedded etcd. */
class EmbeddedGatewayTlsContractTest extends GatewayTlsContractTest {
    @Override
    protected TlsServer start(RealEtcdTls tls) {
        return TlsServers.embedded(tls);
    }
}
