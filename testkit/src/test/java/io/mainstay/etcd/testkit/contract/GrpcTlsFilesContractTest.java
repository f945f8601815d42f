package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.TransportProvider;

/** Changing TLS files over gRPC, to a real etcd 3.6. */
class GrpcTlsFilesContractTest extends TlsFilesContract {
    @Override
    protected TransportProvider transport() {
        return new GrpcTransportProvider();
    }

    @Override
    protected String line() {
        return "3.6";
    }
}
