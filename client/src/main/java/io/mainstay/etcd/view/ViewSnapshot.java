package io.mainstay.etcd.view;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a view as the store had them at one revision, in key order. It never changes and costs nothing to keep
 * but what has changed since: snapshots share what they have in common.
 *
 * <p>Safe for use by many threads; no method blocks, takes a lock or makes a call.
 */
public interface ViewSnapshot extends Iterable<KeyValue> {
    /** The revision of the store that these keys are of; 0 before the view was first loaded. */
    long revision();

    /** How many keys there are. */
    int size();

    /** Whether there is none. */
    default boolean isEmpty() {
        return size() == 0;
    }

    /** The key, or null when it does not exist. Allocates nothing. */
    @Nullable
    KeyValue get(Bytes key);

    /** {@link #get(Bytes)} for UTF-8 text, which is encoded first. */
    default @Nullable KeyValue get(String key) {
        return get(Bytes.utf8(key));
    }

    /** All keys, in key order. */
    @Override
    Iterator<KeyValue> iterator();

    /** The keys that lie in a range, in key order. */
    Iterable<KeyValue> range(KeyRange range);

    /** The keys that start with {@code prefix}, in key order. */
    default Iterable<KeyValue> prefix(String prefix) {
        return range(KeyRange.prefix(prefix));
    }
}
