package io.mainstay.etcd.testkit.contract;

import org.junit.jupiter.api.Nested;

/**
 * The contract suites, and that of what needs members with addresses. A target that is reached without one extends
 * {@link EtcdServiceContracts}.
 */
public abstract class EtcdMemberContracts extends EtcdServiceContracts {
    /** For extension. */
    protected EtcdMemberContracts() {}

    @Nested
    class MemberAddresses extends MemberAddressContract {
        @Override
        protected Target open() {
            return EtcdMemberContracts.this.open();
        }
    }
}
