package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.testkit.RealEtcdTls;

/** Changing TLS files over gRPC of an embedded etcd. */
class EmbeddedGrpcTlsFilesContractTest extends GrpcTlsFilesContractTest {
    @Override
    protected TlsServer start(RealEtcdTls tls) {
        return TlsServers.embedded(tls);
    }
}
