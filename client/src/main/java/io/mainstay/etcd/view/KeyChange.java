package io.mainstay.etcd.view;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one key between two states of a view.
 *
 * @param before the key as it was; null when it did not exist
 * @param after the key as it is; null when it does not exist any more
 */
public record KeyChange(@Nullable KeyValue before, @Nullable KeyValue after) {
    /**
     * Checks that there is a change.
     *
     * @throws IllegalArgumentException when the key existed neither before nor after
     */
    public KeyChange {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a change needs a key before it, after it, or both");
        }
    }

    /** The key. */
    public Bytes key() {
        return after != null ? after.key() : Objects.requireNonNull(before).key();
    }

    /** Whether the key did not exist before. */
    public boolean isCreate() {
        return before == null;
    }

    /** Whether the key does not exist any more. */
    public boolean isDelete() {
        return after == null;
    }
}
