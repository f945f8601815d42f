package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.RealEtcdTls;

/** TLS over gRPC, to a real etcd 3.7. */
class GrpcTlsContractTest extends TlsContract {
    @Override
    protected TransportProvider transport() {
        return new GrpcTransportProvider();
    }

    @Override
    protected TlsServer start(RealEtcdTls tls) {
        return TlsServers.real("3.7", tls);
    }
}
