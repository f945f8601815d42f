package io.mainstay.etcd.testkit.contract;

import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** The contracts as root, over its JSON gateway on an embedded etcd with authentication on. */
@Tag("slow")
class EmbeddedGatewayWithAuthContractTest extends EtcdMemberContracts {
    @Override
    protected Target open() {
        return EmbeddedAuthTarget.simple(EmbeddedWay.GATEWAY, Duration.ofSeconds(2));
    }
}
