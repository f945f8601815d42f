package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Nested;

/**
 * The contract suites, and that of etcd's locks: their keys hold values of etcd's own, in clear, which a target that
 * encrypts refuses to read.
 */
public abstract class EtcdLockContracts extends EtcdContracts {
    /** For extension. */
    protected EtcdLockContracts() {}

    @Nested
    class Locks extends LockServiceContract {
        @Override
        protected Target open() {
            return EtcdLockContracts.this.open();
        }
    }
}
