package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.RealEtcdTls;

/** Changing TLS files over the JSON gateway of a real etcd 3.6. */
class GatewayTlsFilesContractTest extends TlsFilesContract {
    @Override
    protected TransportProvider transport() {
        return new GatewayTransportProvider();
    }

    @Override
    protected TlsServer start(RealEtcdTls tls) {
        return TlsServers.real("3.6", tls);
    }
}
