package io.mainstay.etcd.lock;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * The answer to an {@link UnlockRequest}.
 *
 * @param header the header
 */
public record UnlockResult(ResponseHeader header) {}
