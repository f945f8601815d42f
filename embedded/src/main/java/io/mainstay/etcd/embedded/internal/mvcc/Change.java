package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;

/**
 * One change of one key, at its place in history: the revision (also called the main revision) and the number of the
 * change inside it, called the sub-revision.
 *
 * @param kv the key as it is after the change; of a deleted key only its name and mod revision are set
 * @param sub the number of the change inside its revision, from 0
 * @param deleted whether the change deleted the key, which makes it a tombstone
 */
public record Change(KeyValue kv, int sub, boolean deleted) {
    static Change delete(Bytes key, long revision, int sub) {
        return new Change(new KeyValue(key, Bytes.EMPTY, 0, revision, 0, 0), sub, true);
    }

    /** The key that changed. */
    public Bytes key() {
        return kv.key();
    }

    /** The main revision of the change. */
    public long revision() {
        return kv.modRevision();
    }
}
