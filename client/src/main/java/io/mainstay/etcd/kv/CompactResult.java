package io.mainstay.etcd.kv;

/**
 * The answer to a {@link CompactRequest}.
 *
 * @param header the header
 */
public record CompactResult(ResponseHeader header) {}
