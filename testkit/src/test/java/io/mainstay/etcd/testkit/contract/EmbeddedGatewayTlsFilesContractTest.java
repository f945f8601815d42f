package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.testkit.RealEtcdTls;

/** Changing TLS files over the JSON gateway of an embedded etcd. */
class EmbeddedGatewayTlsFilesContractTest extends GatewayTlsFilesContractTest {
    @Override
    protected TlsServer start(RealEtcdTls tls) {
        return TlsServers.embedded(tls);
    }
}
