package io.mainstay.etcd.testkit.contract;

/** The contracts, over the JSON gateway on an embedded etcd that behaves as 3.5. */
class EmbeddedAs35ContractTest extends EtcdMemberContracts {
    @Override
    protected Target open() {
        return EmbeddedTarget.as("3.5", EmbeddedWay.GATEWAY);
    }
}
