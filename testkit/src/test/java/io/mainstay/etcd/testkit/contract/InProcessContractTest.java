package io.mainstay.etcd.testkit.contract;

/** The contracts, in-process on the embedded etcd. */
class InProcessContractTest extends EtcdServiceContracts {
    @Override
    protected Target open() {
        return EmbeddedTarget.inProcess();
    }
}
