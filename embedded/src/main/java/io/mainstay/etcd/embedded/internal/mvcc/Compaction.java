package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Forgets history up to a revision: of each key only its newest change at or before that revision stays, and also that
 * one goes when it is a tombstone older than the revision.
 */
final class Compaction {
    private static final int HASHES = 10;

    private Compaction() {}

    static Snapshot run(Snapshot from, long revision) {
        if (revision <= from.compactRevision()) {
            throw Refusal.COMPACTED.refused();
        }
        if (revision > from.revision()) {
            throw Refusal.FUTURE_REVISION.refused();
        }
        Set<Change> kept = identitySet();
        List<Trimmed> trimmed = new ArrayList<>();
        from.keys().visit(KeyRange.all(), history -> {
            trim(history, revision, kept, trimmed);
            return true;
        });
        KeyIndex keys = from.keys();
        for (Trimmed change : trimmed) {
            keys = change.history().isEmpty() ? keys.without(change.key()) : keys.with(change.key(), change.history());
        }
        History log = History.NONE;
        long size = 0;
        for (Change change : from.log().all()) {
            if (change.revision() > revision || kept.contains(change)) {
                log = log.with(change);
                size += Snapshot.sizeOf(change);
            }
        }
        List<KeyHash> hashes = new ArrayList<>(from.rememberedHashes());
        hashes.add(KeyHasher.hash(from.log().at(revision).all(), from.compactRevision(), revision, kept));
        List<KeyHash> newest = hashes.subList(Math.max(0, hashes.size() - HASHES), hashes.size());
        return new Snapshot(keys, log, from.revision(), revision, List.copyOf(newest), size);
    }

    /** What a compaction would keep, without the tombstones: they are left out so that old and new members agree. */
    static Set<Change> keptBy(KeyIndex keys, long revision) {
        Set<Change> kept = identitySet();
        keys.visit(KeyRange.all(), history -> {
            History then = history.at(revision);
            if (then.isLive()) {
                kept.add(then.newestOrThrow());
            }
            return true;
        });
        return kept;
    }

    private record Trimmed(Bytes key, History history) {}

    private static void trim(History history, long revision, Set<Change> kept, List<Trimmed> trimmed) {
        History then = history.at(revision);
        if (then.isEmpty()) {
            return;
        }
        Change last = then.newestOrThrow();
        boolean keep = !last.deleted() || last.revision() == revision;
        if (keep) {
            kept.add(last);
        }
        if (keep && then.length() == 1) {
            return;
        }
        History shorter = keep ? History.NONE.with(last) : History.NONE;
        for (Change change : history.between(revision + 1, Long.MAX_VALUE)) {
            shorter = shorter.with(change);
        }
        trimmed.add(new Trimmed(last.key(), shorter));
    }

    private static Set<Change> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
