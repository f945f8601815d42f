package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Nested;

/**
 * The contract suites, and those of the services that only a whole etcd has: administration. A target that lacks them
 * extends {@link EtcdLockContracts}.
 */
public abstract class EtcdServiceContracts extends EtcdLockContracts {
    /** For extension. */
    protected EtcdServiceContracts() {}

    @Nested
    class Administration extends AdministrationContract {
        @Override
        protected Target open() {
            return EtcdServiceContracts.this.open();
        }
    }

    @Nested
    class Snapshots extends SnapshotContract {
        @Override
        protected Target open() {
            return EtcdServiceContracts.this.open();
        }
    }
}
