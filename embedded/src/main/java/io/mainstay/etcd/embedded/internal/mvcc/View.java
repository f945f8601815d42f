package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader sees: the keys up to a newest revision, and since when history is known.
 *
 * @param keys the keys
 * @param revision the newest revision
 * @param compactRevision the oldest revision that can be read; -1 when nothing was ever compacted
 */
record View(KeyIndex keys, long revision, long compactRevision) {

    /**
     * Keys that were found.
     *
     * @param kvs the first of them, in key order
     * @param count how many there are in all
     */
    record Found(List<KeyValue> kvs, long count) {}

    /** The revision that a request means by a number: 0 and less is the newest. */
    long resolve(long asked) {
        if (asked > revision) {
            throw Refusal.FUTURE_REVISION.refused();
        }
        long resolved = asked <= 0 ? revision : asked;
        if (resolved < compactRevision) {
            throw Refusal.COMPACTED.refused();
        }
        return resolved;
    }

    /** A key at the newest revision, or null when it does not exist. */
    @Nullable
    KeyValue get(Bytes key) {
        return valueOf(keys.get(key));
    }

    /** A key at a revision that is still known, or null when it did not exist. */
    @Nullable
    KeyValue get(Bytes key, long at) {
        return valueOf(keys.get(key).at(at));
    }

    /** The keys of a range at the newest revision. */
    List<KeyValue> range(KeyRange range) {
        return find(range, revision, 0).kvs();
    }

    /**
     * The keys of a range at a revision that is still known; at most {@code limit} of them, unless that is 0 or less.
     */
    Found find(KeyRange range, long at, long limit) {
        return at == revision ? findNewest(range, limit) : findOld(range, at, limit);
    }

    /** How many keys a range has at a revision that is still known. */
    long count(KeyRange range, long at) {
        if (at == revision) {
            return keys.live(range);
        }
        long[] count = new long[1];
        keys.visit(range, history -> {
            count[0] += history.at(at).isLive() ? 1 : 0;
            return true;
        });
        return count[0];
    }

    private Found findNewest(KeyRange range, long limit) {
        List<KeyValue> kvs = new ArrayList<>();
        keys.visit(range, history -> {
            KeyValue kv = valueOf(history);
            if (kv != null) {
                kvs.add(kv);
            }
            return limit <= 0 || kvs.size() < limit;
        });
        boolean all = limit <= 0 || kvs.size() < limit;
        return new Found(kvs, all ? kvs.size() : keys.live(range));
    }

    private Found findOld(KeyRange range, long at, long limit) {
        List<KeyValue> kvs = new ArrayList<>();
        long[] count = new long[1];
        keys.visit(range, history -> {
            KeyValue kv = valueOf(history.at(at));
            if (kv != null) {
                count[0]++;
                if (limit <= 0 || kvs.size() < limit) {
                    kvs.add(kv);
                }
            }
            return true;
        });
        return new Found(kvs, count[0]);
    }

    private static @Nullable KeyValue valueOf(History history) {
        Change newest = history.newest();
        return newest == null || newest.deleted() ? null : newest.kv();
    }
}
