package io.mainstay.etcd.cluster;

import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;

/**
 * The state of one member.
 *
 * @param header the header
 * @param version the server's version, like {@code 3.6.14}
 * @param storageVersion the version of its storage, like {@code 3.6.0}; empty before 3.6
 * @param db the size of its database
 * @param raft where it stands in raft
 * @param learner whether it is a learner
 * @param errors what is wrong with it, in etcd's words; usually empty
 */
public record StatusResult(
        ResponseHeader header,
        String version,
        String storageVersion,
        DbSize db,
        RaftPosition raft,
        boolean learner,
        List<String> errors) {

    /**
     * Sizes in bytes.
     *
     * @param total the space allocated
     * @param inUse the space in use
     * @param quota the most it may grow to; 0 before 3.6
     */
    public record DbSize(long total, long inUse, long quota) {}

    /**
     * Where a member stands in raft; all numbers unsigned.
     *
     * @param leader the leader's member id, or 0
     * @param term the term
     * @param index the last committed index
     * @param appliedIndex the last applied index
     */
    public record RaftPosition(long leader, long term, long index, long appliedIndex) {}
}
