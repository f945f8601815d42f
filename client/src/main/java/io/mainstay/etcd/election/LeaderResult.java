package io.mainstay.etcd.election;

import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.ResponseHeader;

/**
 * The leader of an election.
 *
 * @param header the header
 * @param kv the leader's key, with what it proclaims as value
 */
public record LeaderResult(ResponseHeader header, KeyValue kv) {}
