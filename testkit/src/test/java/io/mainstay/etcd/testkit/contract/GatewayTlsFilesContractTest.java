package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.spi.TransportProvider;

/** Changing TLS files over the JSON gateway of a real etcd 3.6. */
class GatewayTlsFilesContractTest extends TlsFilesContract {
    @Override
    protected TransportProvider transport() {
        return new GatewayTransportProvider();
    }

    @Override
    protected String line() {
        return "3.6";
    }
}
