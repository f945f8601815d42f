package io.mainstay.etcd.crypto;

import io.mainstay.etcd.crypto.DecryptFailedException.Reason;
import io.mainstay.etcd.kv.Bytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.OptionalInt;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The form of a sealed value. Pure.
 *
 * <pre>
 * ae 4d 53 45   what every sealed value begins with; no UTF-8 text, JSON or protobuf message does
 * 01            the version of this form
 * 4 bytes       the number of the key, big-endian
 * 12 bytes      the nonce
 * n bytes       the value, under AES-GCM
 * 16 bytes      the tag
 * </pre>
 *
 * <p>The tag also covers the nine bytes before the nonce and the key of etcd in full, so a sealed value opens only
 * where it was put.
 */
final class Envelope {
    /** How many bytes longer a sealed value is. */
    static final int OVERHEAD = 37;

    static final int NONCE = 12;

    private static final Bytes MAGIC = Bytes.fromHex("ae4d5345");
    private static final byte VERSION = 1;
    private static final int HEADER = 9;
    private static final int TAG = 16;

    private Envelope() {}

    /** Whether a value begins like a sealed one. */
    static boolean isSealed(Bytes value) {
        return value.startsWith(MAGIC);
    }

    /** The number of the key that sealed a value; empty when it is not sealed, or nothing this version knows. */
    static OptionalInt keyId(Bytes value) {
        return isSealed(value) && value.size() >= OVERHEAD && value.at(MAGIC.size()) == VERSION
                ? OptionalInt.of(ByteBuffer.wrap(value.unwrap()).getInt(MAGIC.size() + 1))
                : OptionalInt.empty();
    }

    /** Seals a value under a nonce that was never used with this key. */
    static Bytes seal(KeyRing.Held with, byte[] nonce, Bytes key, Bytes value) {
        byte[] out = new byte[OVERHEAD + value.size()];
        ByteBuffer.wrap(out).put(MAGIC.unwrap()).put(VERSION).putInt(with.id()).put(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, with.key(), nonce, 0);
            cipher.updateAAD(out, 0, HEADER);
            cipher.updateAAD(key.unwrap());
            cipher.doFinal(value.unwrap(), 0, value.size(), out, HEADER + NONCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot encrypt with AES-GCM", e);
        }
        return Bytes.wrap(out);
    }

    /**
     * Opens a value that begins like a sealed one.
     *
     * @param revision the revision of the value, for the failure
     * @throws DecryptFailedException when it is not one, or not of this key of etcd
     */
    static Bytes open(KeyRing keys, Bytes key, long revision, Bytes sealed) {
        if (sealed.size() > MAGIC.size() && sealed.at(MAGIC.size()) != VERSION) {
            throw new DecryptFailedException(key, revision, Reason.UNKNOWN_VERSION, null);
        }
        if (sealed.size() < OVERHEAD) {
            throw new DecryptFailedException(key, revision, Reason.TRUNCATED, null);
        }
        byte[] in = sealed.unwrap();
        EncryptionKey with = keys.find(ByteBuffer.wrap(in).getInt(MAGIC.size() + 1));
        if (with == null) {
            throw new DecryptFailedException(key, revision, Reason.UNKNOWN_KEY, null);
        }
        if (with.isClosed()) {
            throw new DecryptFailedException(key, revision, Reason.KEYS_CLOSED, null);
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, with, in, HEADER);
            cipher.updateAAD(in, 0, HEADER);
            cipher.updateAAD(key.unwrap());
            return Bytes.wrap(cipher.doFinal(in, HEADER + NONCE, in.length - HEADER - NONCE));
        } catch (AEADBadTagException e) {
            throw new DecryptFailedException(key, revision, Reason.NOT_AUTHENTIC, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot decrypt with AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, EncryptionKey key, byte[] nonceIn, int at) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.spec(), new GCMParameterSpec(8 * TAG, nonceIn, at, NONCE));
        return cipher;
    }
}
