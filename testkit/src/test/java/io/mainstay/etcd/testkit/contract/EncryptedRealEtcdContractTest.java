package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.crypto.EncryptionKey;
import io.mainstay.etcd.crypto.KeyRing;
import io.mainstay.etcd.crypto.PlainValues;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts, over gRPC to a real etcd 3.7, by clients that encrypt what they write. */
@Tag("slow")
class EncryptedRealEtcdContractTest extends EtcdContracts {
    private final Encryption encryption = Encryption.of(KeyRing.of(1, EncryptionKey.random()));

    @Override
    protected Target open() {
        return open(encryption);
    }

    private static Target open(Encryption with) {
        return LayeredTarget.encrypted(RealEtcdTarget.start("3.7", new GrpcTransportProvider()), with);
    }

    /** The suite reads the keys of locks, which the server makes, with empty values in clear. */
    @Nested
    class LockService extends LockServiceContract {
        @Override
        protected Target open() {
            return EncryptedRealEtcdContractTest.open(encryption.plainValues(PlainValues.PASS));
        }
    }

    @Nested
    class ElectionService extends ElectionServiceContract {
        @Override
        protected Target open() {
            return EncryptedRealEtcdContractTest.this.open();
        }
    }
}
