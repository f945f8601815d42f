package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.spi.TransportProvider;

/** TLS over the JSON gateway of a real etcd 3.7. */
class GatewayTlsContractTest extends TlsContract {
    @Override
    protected TransportProvider transport() {
        return new GatewayTransportProvider();
    }

    @Override
    protected String line() {
        return "3.7";
    }
}
