package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.TransportProvider;

/** TLS over gRPC, to a real etcd 3.7. */
class GrpcTlsContractTest extends TlsContract {
    @Override
    protected TransportProvider transport() {
        return new GrpcTransportProvider();
    }

    @Override
    protected String line() {
        return "3.7";
    }
}
