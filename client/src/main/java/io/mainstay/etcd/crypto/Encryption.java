package io.mainstay.etcd.crypto;

import io.mainstay.etcd.crypto.DecryptFailedException.Reason;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.OptionalInt;

/**
 * How values are encrypted: with which keys, and what stands beside sealed values. Immutable but for its key ring; each
 * option method returns a changed copy.
 *
 * <p>Given to a client, it seals every value on its way out and opens every value on its way in: of puts, transactions,
 * watches, former values, and elections. Keys, revisions and leases stay in clear, and so do the lengths of values,
 * which grow by 37 bytes. Each value is sealed by AES-GCM under a random nonce of 96 bits and bound to its key of
 * etcd: put under another key, it does not open. What it cannot tell is an older value of the same key put back.
 *
 * <p>Safe for use by many threads, and by many clients.
 */
public final class Encryption {
    /** How often a key is used at most by default: after 2^32 random nonces two could be equal too easily. */
    public static final long MOST_USES = 1L << 32;

    private static final System.Logger LOG = System.getLogger(Encryption.class.getName());

    private final SecureRandom random = new SecureRandom();
    private final KeyRing keys;
    private final PlainValues plainValues;
    private final long keyUseLimit;

    private Encryption(KeyRing keys, PlainValues plainValues, long keyUseLimit) {
        this.keys = keys;
        this.plainValues = plainValues;
        this.keyUseLimit = keyUseLimit;
    }

    /** Encryption with the keys of a ring, which stays its maker's to change and to close. */
    public static Encryption of(KeyRing keys) {
        return new Encryption(keys, PlainValues.REFUSE, MOST_USES);
    }

    /** What happens when a value is read that is not sealed. Default: {@link PlainValues#REFUSE}. */
    public Encryption plainValues(PlainValues policy) {
        return new Encryption(keys, policy, keyUseLimit);
    }

    /**
     * How many values this process may seal with one key; then writes fail with {@link KeyUseLimitException} until
     * another key is promoted. A warning is logged when a quarter is left. What a key has sealed is counted since it
     * was loaded, so processes that share a key, or start often, must share the limit out. Default: {@link #MOST_USES}.
     *
     * @throws IllegalArgumentException when it is not from 1 to {@link #MOST_USES}
     */
    public Encryption keyUseLimit(long limit) {
        if (limit < 1 || limit > MOST_USES) {
            throw new IllegalArgumentException("keyUseLimit must be from 1 to 2^32: " + limit);
        }
        return new Encryption(keys, plainValues, limit);
    }

    /** The keys. */
    public KeyRing keys() {
        return keys;
    }

    /**
     * Seals a value for a key of etcd, as a client does: for values that are kept or compared elsewhere.
     *
     * @param key the key of etcd in full, with the namespace where there is one
     * @throws KeyUseLimitException when the primary key has been used as often as it may
     * @throws IllegalStateException when the key ring is closed
     */
    public Bytes seal(Bytes key, Bytes value) {
        KeyRing.Held primary = keys.primary();
        if (!primary.key().use(keyUseLimit)) {
            throw new KeyUseLimitException(primary.id(), keyUseLimit);
        }
        if (primary.key().shouldWarn(keyUseLimit)) {
            LOG.log(
                    Level.WARNING,
                    "encryption key " + primary.id() + " has sealed "
                            + primary.key().uses() + " of " + keyUseLimit + " values; add and promote another key");
        }
        byte[] nonce = new byte[Envelope.NONCE];
        random.nextBytes(nonce);
        return Envelope.seal(primary, nonce, key, value);
    }

    /**
     * Opens a value that was read at a key of etcd, as a client does.
     *
     * @param key the key of etcd in full, with the namespace where there is one
     * @throws DecryptFailedException when it cannot be opened, also because the key ring is closed
     */
    public Bytes open(Bytes key, Bytes value) {
        return open(key, 0, value);
    }

    /**
     * Opens the value of a key as it was read, whose {@link KeyValue#key()} must be its key in full.
     *
     * @throws DecryptFailedException when it cannot be opened, also because the key ring is closed
     */
    public KeyValue open(KeyValue read) {
        return new KeyValue(
                read.key(),
                open(read.key(), read.modRevision(), read.value()),
                read.createRevision(),
                read.modRevision(),
                read.version(),
                read.lease());
    }

    private Bytes open(Bytes key, long revision, Bytes value) {
        if (Envelope.isSealed(value)) {
            return Envelope.open(keys, key, revision, value);
        }
        if (plainValues == PlainValues.REFUSE) {
            throw new DecryptFailedException(key, revision, Reason.PLAIN_VALUE, null);
        }
        return value;
    }

    /** The number of the key that sealed a value; empty when it is not a sealed value of a form known here. */
    public static OptionalInt keyIdOf(Bytes value) {
        return Envelope.keyId(value);
    }

    /** Whether a value begins as sealed values do, whoever sealed it. */
    public static boolean isSealed(Bytes value) {
        return Envelope.isSealed(value);
    }

    /** The options, and nothing of the keys. */
    @Override
    public String toString() {
        return "Encryption[" + keys + ", plain values " + plainValues + "]";
    }
}
