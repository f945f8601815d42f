package io.mainstay.etcd.election;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * A leadership that was won.
 *
 * @param header the header
 * @param leader what stands for it
 */
public record CampaignResult(ResponseHeader header, LeaderKey leader) {}
