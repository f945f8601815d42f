package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.kv.Bytes;

/** The contracts, in-process on the embedded etcd, by clients that live in a namespace. */
class NamespacedContractTest extends EtcdLockContracts {
    @Override
    protected Target open() {
        return LayeredTarget.inNamespace(EmbeddedTarget.inProcess(), Bytes.fromHex("6d79ff"));
    }
}
