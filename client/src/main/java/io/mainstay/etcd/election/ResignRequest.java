package io.mainstay.etcd.election;

/**
 * A request of a leader to lead no longer.
 *
 * @param leader the leadership
 */
public record ResignRequest(LeaderKey leader) {}
