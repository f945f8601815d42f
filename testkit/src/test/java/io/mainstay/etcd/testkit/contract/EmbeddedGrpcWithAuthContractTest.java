package io.mainstay.etcd.testkit.contract;

import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** The contracts as root, over gRPC on an embedded etcd with authentication on. */
@Tag("slow")
class EmbeddedGrpcWithAuthContractTest extends EtcdMemberContracts {
    @Override
    protected Target open() {
        return EmbeddedAuthTarget.simple(EmbeddedWay.GRPC, Duration.ofSeconds(2));
    }
}
