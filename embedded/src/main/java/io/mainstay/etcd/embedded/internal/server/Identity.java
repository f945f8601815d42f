package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * Who answers: what the headers of all answers say.
 *
 * @param clusterId the cluster
 * @param memberId its only member
 */
public record Identity(long clusterId, long memberId) {
    /** The raft term of a member that was elected once, by itself. */
    static final long TERM = 2;

    /** A full header. */
    ResponseHeader header(long revision) {
        return new ResponseHeader(clusterId, memberId, revision, TERM);
    }
}
