package io.mainstay.etcd.watch;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change of one key.
 *
 * @param type what happened
 * @param kv the key as it is now; after a delete only its key and mod revision are set
 * @param prevKv the key as it was before, when that was asked for, it existed and it is not compacted
 */
public record WatchEvent(Type type, KeyValue kv, @Nullable KeyValue prevKv) {
    /** What can happen to a key. */
    public enum Type {
        PUT,
        DELETE
    }

    /** The key that changed. */
    public Bytes key() {
        return kv.key();
    }

    /** The revision of the change. */
    public long revision() {
        return kv.modRevision();
    }

    /** Whether the key was deleted. */
    public boolean isDelete() {
        return type == Type.DELETE;
    }

    /** Whether the key did not exist before. */
    public boolean isCreate() {
        return type == Type.PUT && kv.createRevision() == kv.modRevision();
    }

    /** The key as it was before, when that was asked for, it existed and it is not compacted. */
    public Optional<KeyValue> previous() {
        return Optional.ofNullable(prevKv);
    }
}
