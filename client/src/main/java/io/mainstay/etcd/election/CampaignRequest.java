package io.mainstay.etcd.election;

import io.mainstay.etcd.kv.Bytes;

/**
 * A request to wait for the leadership of an election and take it.
 *
 * @param name the election
 * @param lease the lease of the candidate; never 0
 * @param value what the leader proclaims
 */
public record CampaignRequest(Bytes name, long lease, Bytes value) {}
