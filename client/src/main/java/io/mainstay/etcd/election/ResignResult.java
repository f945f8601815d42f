package io.mainstay.etcd.election;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * The answer to a {@link ResignRequest}.
 *
 * @param header the header
 */
public record ResignResult(ResponseHeader header) {}
