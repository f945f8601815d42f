package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;

/**
 * Who answers: what the headers of all answers say.
 *
 * @param clusterId the cluster
 * @param memberId its only member
 */
public record Identity(long clusterId, long memberId) {
    /** The raft term of a member that was elected once, by itself. */
    static final long TERM = 2;

    private static final String NAME = "default";
    private static final String PEER_URL = "http://localhost:2380";

    /** The member, as its cluster knows it. */
    Member asMember() {
        return new Member(memberId, NAME, List.of(PEER_URL), List.of(), false);
    }

    /** A full header. */
    ResponseHeader header(long revision) {
        return new ResponseHeader(clusterId, memberId, revision, TERM);
    }
}
