package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;

/**
 * How large the stored data is said to be: like an etcd's, it grows by pages from a few that are always there. Unlike
 * an etcd's, it shrinks when history is compacted, because there is no file to defragment.
 */
final class StoredSize {
    private static final long PAGE = 4096;
    private static final long FIXED_PAGES = 4;

    private StoredSize() {}

    static long inUse(Snapshot store) {
        return (FIXED_PAGES + (store.size() + PAGE - 1) / PAGE) * PAGE;
    }

    static long total(Snapshot store) {
        return inUse(store) + PAGE;
    }
}
