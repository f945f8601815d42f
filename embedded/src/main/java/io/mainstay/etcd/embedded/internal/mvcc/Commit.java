package io.mainstay.etcd.embedded.internal.mvcc;

import java.util.List;

/**
 * What a write did to the store.
 *
 * @param before the store as it was
 * @param after the store as it is; the same as before when nothing changed
 * @param changes the changes, all of one revision, in their order
 */
public record Commit(Snapshot before, Snapshot after, List<Change> changes) {}
