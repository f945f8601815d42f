package io.mainstay.etcd.kv;

/** A step in the history of a key, as {@link Kv#history} tells it from the newest to the oldest. */
public sealed interface KeyVersion {
    /** The revision of the step. */
    long revision();

    /**
     * The key was put.
     *
     * @param kv the key as it was then, with value, version and lease
     */
    record Put(KeyValue kv) implements KeyVersion {
        @Override
        public long revision() {
            return kv.modRevision();
        }
    }

    /**
     * The key was deleted.
     *
     * @param key the key
     * @param revision the revision of the delete
     */
    record Deleted(Bytes key, long revision) implements KeyVersion {}

    /**
     * The last step where history was compacted: whether there was anything before, nobody can tell any more.
     *
     * @param revision the revision of the compaction
     */
    record Compacted(long revision) implements KeyVersion {}
}
