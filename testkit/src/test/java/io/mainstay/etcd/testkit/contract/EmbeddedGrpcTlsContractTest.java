package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.testkit.RealEtcdTls;

/** TLS over gRPC, to an embedded etcd. */
class EmbeddedGrpcTlsContractTest extends GrpcTlsContractTest {
    @Override
    protected TlsServer start(RealEtcdTls tls) {
        return TlsServers.embedded(tls);
    }
}
