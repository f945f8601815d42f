package io.mainstay.etcd.testkit.contract;

import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** The contracts as root, in-process on an embedded etcd with authentication on. */
@Tag("slow")
class InProcessWithAuthContractTest extends EtcdLockContracts {
    @Override
    protected Target open() {
        return EmbeddedAuthTarget.simple(EmbeddedWay.IN_PROCESS, Duration.ofSeconds(2));
    }
}
