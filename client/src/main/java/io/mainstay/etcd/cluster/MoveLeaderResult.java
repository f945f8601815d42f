package io.mainstay.etcd.cluster;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * The answer to a {@link MoveLeaderRequest}.
 *
 * @param header the header; etcd leaves it empty
 */
public record MoveLeaderResult(ResponseHeader header) {}
