package io.mainstay.etcd.embedded.internal.mvcc;

/**
 * A hash of the keys and their history.
 *
 * @param hash the CRC-32C
 * @param compactRevision the compacted revision that it was taken with; -1 when nothing was compacted yet
 * @param revision up to which revision it was taken
 */
public record KeyHash(int hash, long compactRevision, long revision) {}
