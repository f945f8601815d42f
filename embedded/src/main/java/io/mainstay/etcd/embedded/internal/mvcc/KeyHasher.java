package io.mainstay.etcd.embedded.internal.mvcc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Takes etcd's hash of the keys: over the name of the bucket that etcd keeps them in, and then over each stored change,
 * as the bytes of its revision followed by the bytes of its key and value.
 *
 * <p>Changes at or below the compacted revision count only when they are among those that a compaction at the hashed
 * revision would keep, so that members agree no matter how far each has come with removing them. When such a compaction
 * would keep nothing at all, every stored change counts.
 */
final class KeyHasher {
    private static final byte[] BUCKET = "key".getBytes(StandardCharsets.UTF_8);

    private final CRC32C crc = new CRC32C();

    private KeyHasher() {
        crc.update(BUCKET);
    }

    /** The hash up to a revision, where {@code kept} is what a compaction there keeps. */
    static KeyHash hash(List<Change> upToRevision, long compactRevision, long revision, Set<Change> kept) {
        KeyHasher hasher = new KeyHasher();
        for (Change change : upToRevision) {
            boolean old = change.revision() <= compactRevision;
            boolean removed = old && !kept.isEmpty() && !kept.contains(change);
            boolean oldTombstone = change.revision() == compactRevision && change.deleted();
            if (!removed && !oldTombstone) {
                hasher.add(change);
            }
        }
        return new KeyHash((int) hasher.crc.getValue(), compactRevision, revision);
    }

    private void add(Change change) {
        crc.update(StoredChange.key(change));
        crc.update(StoredChange.value(change));
    }
}
