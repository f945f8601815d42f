package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.crypto.EncryptionKey;
import io.mainstay.etcd.crypto.KeyRing;

/** The contracts, in-process on the embedded etcd, by clients that encrypt what they write. */
class EncryptedContractTest extends EtcdContracts {
    private final Encryption encryption = Encryption.of(KeyRing.of(1, EncryptionKey.random()));

    @Override
    protected Target open() {
        return LayeredTarget.encrypted(EmbeddedTarget.inProcess(), encryption);
    }
}
