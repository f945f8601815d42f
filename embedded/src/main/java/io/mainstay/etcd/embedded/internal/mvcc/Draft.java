package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write under way: it sees the store as it was with what it has written so far, and nobody sees it before it is
 * committed. All its changes share one revision.
 */
final class Draft {
    private final Snapshot base;
    private final List<Change> changes = new ArrayList<>();
    private KeyIndex keys;
    private History log;
    private long size;

    Draft(Snapshot base) {
        this.base = base;
        this.keys = base.keys();
        this.log = base.log();
        this.size = base.size();
    }

    /** The store's revision as this write sees it: one more than before as soon as it has changed something. */
    long revision() {
        return changes.isEmpty() ? base.revision() : writeRevision();
    }

    View view() {
        return new View(keys, revision(), base.compactRevision());
    }

    /** Writes a key and says at which revision. */
    long put(Bytes key, Bytes value, long lease) {
        @Nullable KeyValue old = view().get(key);
        long created = old == null ? writeRevision() : old.createRevision();
        long version = old == null ? 1 : old.version() + 1;
        KeyValue kv = new KeyValue(key, value, created, writeRevision(), version, lease);
        add(new Change(kv, changes.size(), false));
        return writeRevision();
    }

    /** Deletes the keys of a range and says how many there were. */
    long delete(KeyRange range) {
        List<KeyValue> found = view().range(range);
        for (KeyValue kv : found) {
            add(Change.delete(kv.key(), writeRevision(), changes.size()));
        }
        return found.size();
    }

    Commit commit() {
        if (changes.isEmpty()) {
            return new Commit(base, base, List.of());
        }
        Snapshot after =
                new Snapshot(keys, log, writeRevision(), base.compactRevision(), base.rememberedHashes(), size);
        return new Commit(base, after, List.copyOf(changes));
    }

    private long writeRevision() {
        return base.revision() + 1;
    }

    private void add(Change change) {
        changes.add(change);
        keys = keys.with(change.key(), keys.get(change.key()).with(change));
        log = log.with(change);
        size += Snapshot.sizeOf(change);
    }
}
