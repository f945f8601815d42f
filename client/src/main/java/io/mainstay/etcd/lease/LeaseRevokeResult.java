package io.mainstay.etcd.lease;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * The answer to a {@link LeaseRevokeRequest}.
 *
 * @param header the header
 */
public record LeaseRevokeResult(ResponseHeader header) {}
