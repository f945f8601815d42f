package io.mainstay.etcd.cluster;

/**
 * A request to the leader to let another member lead.
 *
 * @param targetId the member that is to lead (an unsigned number)
 */
public record MoveLeaderRequest(long targetId) {}
