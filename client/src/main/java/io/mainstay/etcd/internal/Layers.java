package io.mainstay.etcd.internal;

import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.crypto.ReencryptProgress;
import io.mainstay.etcd.crypto.ReencryptRequest;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.encryption.EncryptedTransport;
import io.mainstay.etcd.internal.encryption.Reencryption;
import io.mainstay.etcd.internal.layer.LayeredTransport;
import io.mainstay.etcd.internal.namespace.Namespace;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.spi.Transport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What lies between a client and each of its wires.
 *
 * @param namespace whose keys the client sees, or null for all
 * @param encryption how values are sealed on the wire, or null for not at all
 */
public record Layers(
        @Nullable Namespace namespace, @Nullable Encryption encryption) {
    /** Nothing: a client on its bare wires. */
    public static final Layers NONE = new Layers(null, null);

    /** The same with keys that all start with a prefix; with an empty one, with all keys. */
    public Layers withNamespace(Bytes prefix) {
        return new Layers(prefix.isEmpty() ? null : new Namespace(prefix), encryption);
    }

    /** The same with values that are sealed on the wire. */
    public Layers withEncryption(Encryption with) {
        return new Layers(namespace, with);
    }

    /**
     * A wire with everything that lies before it. Encryption is next to the wire, where it sees keys in full: to them
     * it binds the values.
     */
    Transport around(Transport wire) {
        if (equals(NONE)) {
            return wire;
        }
        Transport sealing = encryption == null ? wire : new EncryptedTransport(wire, encryption);
        return new LayeredTransport(namespace == null ? sealing : namespace.around(sealing), wire);
    }

    /**
     * Seals values anew, on this thread.
     *
     * @throws IllegalStateException when the client has no encryption
     */
    ReencryptProgress reencrypt(CallEngine calls, ReencryptRequest request, Consumer<ReencryptProgress> listener) {
        if (encryption == null) {
            throw new IllegalStateException("this client has no encryption; give the builder one by encryption(...)");
        }
        return new Reencryption(calls, encryption, namespace, request, listener).run();
    }
}
