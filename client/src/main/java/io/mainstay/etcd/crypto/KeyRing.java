package io.mainstay.etcd.crypto;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys that values may be sealed with, by number: one of them, the primary, seals; all of them open.
 *
 * <p>To change keys without losing a value: {@link #add} the new one in every process; then {@link #promote} it in
 * every process; then re-encrypt what the old one has sealed; then {@link #remove} the old one. Changes take effect
 * at once and in whole. Safe for use by many threads. Who makes a ring closes it, after the clients that use it.
 */
public final class KeyRing implements AutoCloseable {
    private volatile Keys keys;

    private KeyRing(Keys keys) {
        this.keys = keys;
    }

    private record Keys(int primary, Map<Integer, EncryptionKey> byId) {}

    /**
     * A key that seals.
     *
     * @param id its number, not negative, that goes into every value sealed with it; the same in every process, and
     *     never given to another key
     * @param key the key
     */
    record Held(int id, EncryptionKey key) {}

    /**
     * A ring with one key.
     *
     * @param primaryId its number, not negative, which goes in clear into every value it seals; it must be the same in
     *     every process, and never be given to another key
     * @throws IllegalArgumentException when the number is negative
     */
    public static KeyRing of(int primaryId, EncryptionKey primary) {
        return new KeyRing(new Keys(checked(primaryId), Map.of(primaryId, primary)));
    }

    /**
     * Adds a key that opens; promoted, it also seals.
     *
     * @throws IllegalArgumentException when the number is negative or taken
     */
    public synchronized KeyRing add(int id, EncryptionKey key) {
        if (keys.byId().containsKey(checked(id))) {
            throw new IllegalArgumentException("the ring has a key " + id + " already; numbers are never used twice");
        }
        Map<Integer, EncryptionKey> more = new TreeMap<>(keys.byId());
        more.put(id, key);
        keys = new Keys(keys.primary(), Map.copyOf(more));
        return this;
    }

    /**
     * Makes a key the one that seals.
     *
     * @throws IllegalArgumentException when the ring has no such key
     */
    public synchronized KeyRing promote(int id) {
        if (!keys.byId().containsKey(id)) {
            throw new IllegalArgumentException("the ring has no key " + id + "; add it first");
        }
        keys = new Keys(id, keys.byId());
        return this;
    }

    /**
     * Drops and erases a key: what it has sealed, and is not re-encrypted, can no longer be read.
     *
     * @throws IllegalArgumentException when it is the primary, or there is none with this number
     */
    public synchronized KeyRing remove(int id) {
        if (id == keys.primary()) {
            throw new IllegalArgumentException("key " + id + " is the primary; promote another one first");
        }
        Map<Integer, EncryptionKey> fewer = new TreeMap<>(keys.byId());
        EncryptionKey removed = fewer.remove(id);
        if (removed == null) {
            throw new IllegalArgumentException("the ring has no key " + id);
        }
        keys = new Keys(keys.primary(), Map.copyOf(fewer));
        removed.close();
        return this;
    }

    /** The number of the key that seals. */
    public int primaryId() {
        return keys.primary();
    }

    Held primary() {
        Keys now = keys;
        EncryptionKey key = now.byId().get(now.primary());
        if (key == null) {
            throw new IllegalStateException("a key ring without its primary key");
        }
        return new Held(now.primary(), key);
    }

    @Nullable
    EncryptionKey find(int id) {
        return keys.byId().get(id);
    }

    /**
     * Erases every key. What is sealed afterwards fails with {@link IllegalStateException}, what is opened with {@link
     * DecryptFailedException}.
     */
    @Override
    public synchronized void close() {
        keys.byId().values().forEach(EncryptionKey::close);
    }

    /** The numbers, and nothing of the keys. */
    @Override
    public String toString() {
        Keys now = keys;
        return "KeyRing[primary " + now.primary() + ", keys "
                + now.byId().keySet().stream().sorted().toList() + "]";
    }

    private static int checked(int id) {
        if (id < 0) {
            throw new IllegalArgumentException("the number of a key must not be negative: " + id);
        }
        return id;
    }
}
