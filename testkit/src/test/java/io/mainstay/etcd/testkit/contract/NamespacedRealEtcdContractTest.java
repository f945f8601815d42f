package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.kv.Bytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts, over gRPC to a real etcd 3.6, by clients that live in a namespace. */
@Tag("slow")
class NamespacedRealEtcdContractTest extends EtcdLockContracts {
    @Override
    protected Target open() {
        return LayeredTarget.inNamespace(
                RealEtcdTarget.start("3.6", new GrpcTransportProvider()), Bytes.utf8("/namespaced/"));
    }

    @Nested
    class LockService extends LockServiceContract {
        @Override
        protected Target open() {
            return NamespacedRealEtcdContractTest.this.open();
        }
    }

    @Nested
    class ElectionService extends ElectionServiceContract {
        @Override
        protected Target open() {
            return NamespacedRealEtcdContractTest.this.open();
        }
    }
}
