package io.mainstay.etcd.election;

import io.mainstay.etcd.kv.Bytes;

/**
 * A request for the leader of an election, or for the stream of its leaders.
 *
 * @param name the election
 */
public record LeaderRequest(Bytes name) {}
