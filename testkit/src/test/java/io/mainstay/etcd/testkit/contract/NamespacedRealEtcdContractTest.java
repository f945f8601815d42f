package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.kv.Bytes;

/** The contracts, over gRPC to a real etcd 3.6, by clients that live in a namespace. */
class NamespacedRealEtcdContractTest extends EtcdContracts {
    @Override
    protected Target open() {
        return LayeredTarget.inNamespace(
                RealEtcdTarget.start("3.6", new GrpcTransportProvider()), Bytes.utf8("/namespaced/"));
    }
}
