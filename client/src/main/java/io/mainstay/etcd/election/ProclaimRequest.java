package io.mainstay.etcd.election;

import io.mainstay.etcd.kv.Bytes;

/**
 * A request of a leader to proclaim a new value.
 *
 * @param leader the leadership
 * @param value the value
 */
public record ProclaimRequest(LeaderKey leader, Bytes value) {}
