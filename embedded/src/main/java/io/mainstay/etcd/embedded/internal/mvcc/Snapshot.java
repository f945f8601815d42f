package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.wire.KeyValueProto;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import java.util.List;
import java.util.Optional;
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
     * A store made of what another told of itself.
     *
     * @param revision its newest revision
     * @param compactRevision its compacted revision; -1 for none
     * @param hashes the hashes that it remembered of its last compactions, the oldest first
     * @param changes all its changes, the oldest first
     * @throws IllegalArgumentException when no store could have told that
     */
    public static Snapshot restore(
            long revision, long compactRevision, List<KeyHash> hashes, Iterable<Change> changes) {
        Restoration restoration = new Restoration(revision);
        changes.forEach(restoration::add);
        if (revision < 1 || compactRevision > revision) {
            throw new IllegalArgumentException("compacted at " + compactRevision + ", but newest is " + revision);
        }
        return new Snapshot(
                restoration.keys(),
                restoration.log(),
                revision,
                compactRevision,
                List.copyOf(hashes),
                restoration.size());
    }

    /** How many keys there are. */
    public long keyCount() {
        return keys.live(KeyRange.all());
    }

    /** How many changes are not forgotten. */
    public long changeCount() {
        return log.length();
    }

    /** All changes that are not forgotten, the oldest first. */
    public List<Change> changes() {
        return log.all();
    }

    /** The hashes that are remembered of the last compactions, the oldest first. */
    public List<KeyHash> rememberedHashes() {
        return hashes;
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

    /** The hash that is remembered of a compaction at a revision. */
    public Optional<KeyHash> remembered(long revision) {
        return hashes.stream().filter(hash -> hash.revision() == revision).findFirst();
    }

    /**
     * The hash of the keys up to a revision; 0 means the newest. The hashes of the last ten compacted revisions are
     * remembered as they were taken when those were compacted.
     */
    public KeyHash hash(long asked) {
        Optional<KeyHash> remembered = remembered(asked);
        if (remembered.isPresent()) {
            return remembered.get();
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

    static long sizeOf(Change change) {
        return (long) PLACE_BYTES + KeyValueProto.size(change.kv());
    }
}
