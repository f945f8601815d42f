package io.mainstay.etcd.kv;

/**
 * A key with its value and its history numbers at one revision of the store.
 *
 * @param key the key
 * @param value the value; empty when only keys were asked for, and in delete events
 * @param createRevision the revision at which the key's present life began
 * @param modRevision the revision of its last change
 * @param version how many times it was put since it was created; 1 for a new key, 0 in delete events
 * @param lease the id of the lease it hangs on, or 0
 */
public record KeyValue(Bytes key, Bytes value, long createRevision, long modRevision, long version, long lease) {
    /** The same without its value, as in an answer with keys only. */
    public KeyValue withoutValue() {
        return new KeyValue(key, Bytes.EMPTY, createRevision, modRevision, version, lease);
    }
}
