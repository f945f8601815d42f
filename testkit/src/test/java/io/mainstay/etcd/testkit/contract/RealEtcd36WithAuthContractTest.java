package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;
import org.junit.jupiter.api.Tag;

/** The contracts, over gRPC to a real etcd 3.6 with authentication on and simple tokens. */
@Tag("slow")
class RealEtcd36WithAuthContractTest extends RealEtcdWithAuthContracts {
    RealEtcd36WithAuthContractTest() {
        super("3.6", new GrpcTransportProvider(), TokenKind.SIMPLE);
    }
}
