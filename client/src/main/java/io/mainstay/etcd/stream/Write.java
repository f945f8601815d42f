package io.mainstay.etcd.stream;

import io.mainstay.etcd.kv.Bytes;

/** One change that a {@link Sink} is to make: of one key, which must not be empty. */
public sealed interface Write permits Write.Put, Write.Delete, Write.CompareAndSet {
    /** The key that is changed. */
    Bytes key();

    /**
     * Writes a key. A sink that does not overwrite does it only if the key does not exist.
     *
     * @param key the key
     * @param value the new value
     */
    record Put(Bytes key, Bytes value) implements Write {
        /** Checks the key. */
        public Put {
            requireKey(key);
        }
    }

    /**
     * Deletes a key; that it does not exist is no failure.
     *
     * @param key the key
     */
    record Delete(Bytes key) implements Write {
        /** Checks the key. */
        public Delete {
            requireKey(key);
        }
    }

    /**
     * Writes a key only if it was last changed at a revision.
     *
     * @param key the key
     * @param modRevision the revision of the key's last change; 0 means that the key must not exist
     * @param value the new value
     */
    record CompareAndSet(Bytes key, long modRevision, Bytes value) implements Write {
        /** Checks the key and the revision. */
        public CompareAndSet {
            requireKey(key);
            if (modRevision < 0) {
                throw new IllegalArgumentException("modRevision must not be negative: " + modRevision);
            }
        }
    }

    /** Writes a key. */
    static Put put(String key, String value) {
        return new Put(Bytes.utf8(key), Bytes.utf8(value));
    }

    /** Writes a key. */
    static Put put(Bytes key, Bytes value) {
        return new Put(key, value);
    }

    /** Deletes a key. */
    static Delete delete(String key) {
        return new Delete(Bytes.utf8(key));
    }

    /** Deletes a key. */
    static Delete delete(Bytes key) {
        return new Delete(key);
    }

    /** Writes a key only if it was last changed at {@code modRevision}; 0 means that it must not exist. */
    static CompareAndSet compareAndSet(String key, long modRevision, String value) {
        return new CompareAndSet(Bytes.utf8(key), modRevision, Bytes.utf8(value));
    }

    private static void requireKey(Bytes key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a write needs a key: etcd has none that is empty");
        }
    }
}
