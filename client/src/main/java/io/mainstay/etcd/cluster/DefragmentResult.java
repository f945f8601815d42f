package io.mainstay.etcd.cluster;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * The answer to a {@link DefragmentRequest}.
 *
 * @param header the header; etcd leaves it empty
 */
public record DefragmentResult(ResponseHeader header) {}
