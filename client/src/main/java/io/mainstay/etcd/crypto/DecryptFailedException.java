package io.mainstay.etcd.crypto;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A value could not be decrypted. It says which key of etcd holds it and why, and shows nothing of the value.
 *
 * <p>When a write fails with it, the write itself was applied: what could not be decrypted is the former value that it
 * was to return.
 */
public final class DecryptFailedException extends EtcdException {
    private static final long serialVersionUID = 1L;

    private final byte[] key;
    private final long revision;
    private final Reason reason;

    /** Why a value could not be decrypted. */
    public enum Reason {
        /** It is not sealed, and {@link PlainValues#REFUSE} is in force. */
        PLAIN_VALUE("it is not encrypted, and plain values are refused"),
        /** It begins like a sealed value but is cut off. */
        TRUNCATED("it is cut off"),
        /** A later version of this library sealed it, in a form that this one does not know. */
        UNKNOWN_VERSION("its form is of a later version of this library"),
        /** The key ring was closed. */
        KEYS_CLOSED("the key ring is closed"),
        /** The key ring has no key of the number it was sealed with. */
        UNKNOWN_KEY("it was sealed with a key that is not in the key ring"),
        /** It was sealed with another key of the same number, or for another key of etcd, or was changed. */
        NOT_AUTHENTIC("it was changed, moved from another key, or sealed with other key bytes of the same number");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    DecryptFailedException(Bytes key, long revision, Reason reason, @Nullable Throwable cause) {
        this(
                facts(text(key, revision, reason)),
                text(key, revision, reason),
                key.toByteArray(),
                revision,
                reason,
                cause);
    }

    private DecryptFailedException(
            Failure facts, String message, byte[] key, long revision, Reason reason, @Nullable Throwable cause) {
        super(facts, message, cause);
        this.key = key;
        this.revision = revision;
        this.reason = reason;
    }

    /** The same failure as that of a call. */
    public DecryptFailedException during(Failure call, String message) {
        return new DecryptFailedException(call, message, key, revision, reason, this);
    }

    /** The key of etcd, in full, as the server knows it. */
    public Bytes key() {
        return Bytes.of(key);
    }

    /** The revision at which the value was written; 0 when it did not come with one. */
    public long revision() {
        return revision;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    private static String text(Bytes key, long revision, Reason reason) {
        return "cannot decrypt the value of key '" + key.utf8() + "'" + (revision > 0 ? " of revision " + revision : "")
                + ": " + reason.words;
    }

    private static Failure facts(String text) {
        return new Failure(ErrorCode.DATA_LOSS, text, "", "", false, false);
    }
}
