package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.RealEtcdTls;

/** Changing TLS files over gRPC, to a real etcd 3.6. */
class GrpcTlsFilesContractTest extends TlsFilesContract {
    @Override
    protected TransportProvider transport() {
        return new GrpcTransportProvider();
    }

    @Override
    protected TlsServer start(RealEtcdTls tls) {
        return TlsServers.real("3.6", tls);
    }
}
