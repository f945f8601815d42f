package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;

/**
 * How large the stored data is said to be. Like the file of an etcd it grows by pages, from a few that are always
 * there; what a compaction frees is used again before it grows further, and is given back by a defragmentation only.
 *
 * <p>Written by the applier's owner of the state; read by any thread.
 */
final class StoredSize {
    private static final long PAGE = 4096;
    private static final long FIXED_PAGES = 4;

    private volatile long file;

    /** What is in use. */
    long inUse(Snapshot store) {
        return (FIXED_PAGES + (store.size() + PAGE - 1) / PAGE) * PAGE;
    }

    /** What the file takes. */
    long total(Snapshot store) {
        return Math.max(file, inUse(store) + PAGE);
    }

    /** Notes how far it has grown, before something is freed. */
    void freeing(Snapshot store) {
        file = total(store);
    }

    /** Gives back what is not in use. */
    void defragment() {
        file = 0;
    }
}
