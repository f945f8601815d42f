package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;
import org.junit.jupiter.api.Tag;

/** The contracts, over gRPC to a real etcd 3.7 with authentication on and signed tokens. */
@Tag("slow")
class RealEtcd37WithAuthContractTest extends RealEtcdWithAuthContracts {
    RealEtcd37WithAuthContractTest() {
        super("3.7", new GrpcTransportProvider(), TokenKind.JWT);
    }
}
