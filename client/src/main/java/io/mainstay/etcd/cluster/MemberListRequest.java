package io.mainstay.etcd.cluster;

/**
 * A request for the members of the cluster.
 *
 * @param linearizable whether the answer must be the newest, which needs a quorum
 */
public record MemberListRequest(boolean linearizable) {}
