package io.mainstay.etcd.crypto;

import io.mainstay.etcd.auth.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An AES key of 128 or 256 bits that values are sealed with, and how often this process has done so.
 *
 * <p>Never derive one by hashing a password: use {@link #random()}, or {@link #fromPassphrase} if it has to be words.
 * Closing it overwrites its bytes, as far as the JDK allows: ciphers under way hold copies until they are collected.
 */
public final class EncryptionKey implements AutoCloseable {
    /** The fewest rounds {@link #fromPassphrase} takes. */
    public static final int MIN_ITERATIONS = 600_000;

    /** The shortest salt {@link #fromPassphrase} takes, in bytes. */
    public static final int MIN_SALT = 16;

    private final byte[] bytes;
    private final AtomicLong uses = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile boolean closed;

    private EncryptionKey(byte[] owned) {
        if (owned.length != 16 && owned.length != 32) {
            Arrays.fill(owned, (byte) 0);
            throw new IllegalArgumentException("an encryption key must be 16 or 32 bytes (AES-128 or AES-256), not "
                    + owned.length + "; make one with 'openssl rand -base64 32'");
        }
        this.bytes = owned;
    }

    /**
     * The key with these bytes, copied; overwrite the array when it is no longer needed.
     *
     * @throws IllegalArgumentException when there are not 16 or 32
     */
    public static EncryptionKey of(byte[] bytes) {
        return new EncryptionKey(bytes.clone());
    }

    /** A new key of 256 bits. */
    public static EncryptionKey random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new EncryptionKey(bytes);
    }

    /**
     * The key that a secret holds in Base64, from a value, an environment variable or a file of text; read once, now.
     *
     * @throws IllegalArgumentException when it is not Base64, or not of 16 or 32 bytes
     */
    public static EncryptionKey base64(Secret secret) {
        String text = secret.reveal().strip();
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // Without its cause, whose message shows a part of the key.
            throw new IllegalArgumentException("the encryption key from " + secret + " is not Base64");
        }
        return new EncryptionKey(bytes);
    }

    /**
     * The key whose bare bytes are a file's content.
     *
     * @throws IllegalArgumentException when the file cannot be read, or holds not 16 or 32 bytes
     */
    public static EncryptionKey file(Path file) {
        try {
            return new EncryptionKey(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read an encryption key from the file " + file + ": " + e, e);
        }
    }

    /**
     * The key of 256 bits that PBKDF2 with HMAC-SHA-256 makes of a passphrase. Whoever knows passphrase, salt and
     * rounds can make it again; the salt is no secret but must be kept, and be another one for each key. Slow on
     * purpose: about half a second.
     *
     * @param salt at least {@value #MIN_SALT} random bytes
     * @param iterations at least {@value #MIN_ITERATIONS}
     * @throws IllegalArgumentException when the passphrase is empty, the salt too short or the rounds too few
     */
    public static EncryptionKey fromPassphrase(Secret passphrase, byte[] salt, int iterations) {
        char[] chars = passphrase.reveal().toCharArray();
        if (chars.length == 0) {
            throw new IllegalArgumentException("the passphrase from " + passphrase + " is empty");
        }
        if (salt.length < MIN_SALT) {
            throw new IllegalArgumentException("a salt must have " + MIN_SALT + " bytes or more, not " + salt.length);
        }
        if (iterations < MIN_ITERATIONS) {
            throw new IllegalArgumentException("take " + MIN_ITERATIONS + " rounds or more, not " + iterations);
        }
        PBEKeySpec spec = new PBEKeySpec(chars, salt, iterations, 256);
        try {
            SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            return new EncryptionKey(factory.generateSecret(spec).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
            Arrays.fill(chars, '\0');
        }
    }

    /** How many values this process has sealed with this object. */
    public long uses() {
        return uses.get();
    }

    /**
     * Takes one of the uses there may be.
     *
     * @return false when there was none left
     */
    boolean use(long limit) {
        return uses.getAndUpdate(used -> used < limit ? used + 1 : used) < limit;
    }

    /** True once, when it is time to warn. */
    boolean shouldWarn(long limit) {
        return uses.get() >= limit - limit / 4 && warned.compareAndSet(false, true);
    }

    SecretKeySpec spec() {
        synchronized (bytes) {
            if (closed) {
                throw new IllegalStateException("the encryption key is closed");
            }
            return new SecretKeySpec(bytes, "AES");
        }
    }

    /** Overwrites the bytes. What is sealed or opened with it afterwards fails. */
    @Override
    public void close() {
        synchronized (bytes) {
            closed = true;
            Arrays.fill(bytes, (byte) 0);
        }
    }

    boolean isClosed() {
        return closed;
    }

    boolean isErased() {
        synchronized (bytes) {
            return closed && Arrays.equals(bytes, new byte[bytes.length]);
        }
    }

    /** The length, and nothing of the key. */
    @Override
    public String toString() {
        return "EncryptionKey[AES-" + bytes.length * 8 + "]";
    }
}
