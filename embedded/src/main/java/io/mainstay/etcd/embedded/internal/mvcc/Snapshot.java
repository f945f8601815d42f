package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.wire.KeyValueProto;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole store at a revision: the keys, their history, and what is forgotten. Immutable; a write makes another one,
 * which shares nearly everything.
 */
public final class Snapshot {
    /** A store in which nothing was ever written. */
    public static final Snapshot FRESH = new Snapshot(KeyIndex.EMPTY, History.NONE, 1, -1, List.of(), 0);

    private static final int PLACE_BYTES = 17;

    private final KeyIndex keys;
    private final History log;
    private final long revision;
    private final long compactRevision;
    private final List<KeyHash> hashes;
    private final long size;

    Snapshot(KeyIndex keys, History log, long revision, long compactRevision, List<KeyHash> hashes, long size) {
        this.keys = keys;
        this.log = log;
        this.revision = revision;
        this.compactRevision = compactRevision;
        this.hashes = hashes;
        this.size = size;
    }

    /**
     * The store that has these changes, in their order, and whose history is known from a revision on (-1: from its
     * beginning).
     */
    public static Snapshot of(Iterable<Change> changes, long compactRevision) {
        KeyIndex keys = KeyIndex.EMPTY;
        History log = History.NONE;
        long revision = Math.max(FRESH.revision, compactRevision);
        long size = 0;
        for (Change change : changes) {
            keys = keys.with(change.key(), keys.get(change.key()).with(change));
            log = log.with(change);
            revision = Math.max(revision, change.revision());
            size += sizeOf(change);
        }
        return new Snapshot(keys, log, revision, compactRevision, List.of(), size);
    }

    /** The newest revision. */
    public long revision() {
        return revision;
    }

    /** The oldest revision that can still be read; -1 when nothing was ever compacted. */
    public long compactRevision() {
        return compactRevision;
    }

    /** How many bytes the stored keys, values and revisions take. */
    public long size() {
        return size;
    }

    /** A key as it was at a revision; null when it did not exist then, or when that revision is forgotten. */
    public @Nullable KeyValue get(Bytes key, long at) {
        return at < compactRevision ? null : view().get(key, at);
    }

    /**
     * The changes of the keys of a range, in the revisions from one to another, both included, the oldest first. What
     * is forgotten is left out.
     */
    public List<Change> changes(KeyRange range, long from, long to) {
        if (range.isSingle()) {
            return keys.get(range.key()).between(from, to);
        }
        List<Change> changes = log.between(from, to);
        changes.removeIf(change -> !range.contains(change.key()));
        return changes;
    }

    /**
     * The hash of the keys up to a revision; 0 means the newest. The hashes of the last ten compacted revisions are
     * remembered as they were taken when those were compacted.
     */
    public KeyHash hash(long asked) {
        for (KeyHash remembered : hashes) {
            if (remembered.revision() == asked) {
                return remembered;
            }
        }
        if (asked > 0 && asked < compactRevision) {
            throw Refusal.COMPACTED.refused();
        }
        if (asked > revision) {
            throw Refusal.FUTURE_REVISION.refused();
        }
        long upTo = asked == 0 ? revision : asked;
        return KeyHasher.hash(log.at(upTo).all(), compactRevision, upTo, Compaction.keptBy(keys, upTo));
    }

    View view() {
        return new View(keys, revision, compactRevision);
    }

    KeyIndex keys() {
        return keys;
    }

    History log() {
        return log;
    }

    List<KeyHash> hashes() {
        return hashes;
    }

    static long sizeOf(Change change) {
        return (long) PLACE_BYTES + KeyValueProto.size(change.kv());
    }
}
