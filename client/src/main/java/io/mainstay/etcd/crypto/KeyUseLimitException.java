package io.mainstay.etcd.crypto;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import org.jspecify.annotations.Nullable;

/** The key that seals has been used as often as it may; nothing was written. Add and promote another one. */
public final class KeyUseLimitException extends EtcdException {
    private static final long serialVersionUID = 1L;

    private final int keyId;

    KeyUseLimitException(int keyId, long limit) {
        this(
                new Failure(ErrorCode.FAILED_PRECONDITION, text(keyId, limit), "", "", false, false),
                text(keyId, limit),
                keyId,
                null);
    }

    private KeyUseLimitException(Failure facts, String message, int keyId, @Nullable Throwable cause) {
        super(facts, message, cause);
        this.keyId = keyId;
    }

    /** The same failure as that of a call. */
    public KeyUseLimitException during(Failure call, String message) {
        return new KeyUseLimitException(call, message, keyId, this);
    }

    /** The number of the key. */
    public int keyId() {
        return keyId;
    }

    private static String text(int keyId, long limit) {
        return "encryption key " + keyId + " has sealed " + limit
                + " values, as many as it may; promote another key of the ring and re-encrypt";
    }
}
