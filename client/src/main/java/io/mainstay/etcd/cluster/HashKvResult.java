package io.mainstay.etcd.cluster;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * The hash of a member's keys.
 *
 * @param header the header
 * @param hash the hash (an unsigned 32-bit number)
 * @param compactRevision the compacted revision when it was taken; -1 when nothing was compacted yet
 * @param hashRevision the revision up to which it was taken; 0 before 3.6
 */
public record HashKvResult(ResponseHeader header, int hash, long compactRevision, long hashRevision) {}
