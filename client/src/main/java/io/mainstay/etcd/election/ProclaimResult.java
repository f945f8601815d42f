package io.mainstay.etcd.election;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * The answer to a {@link ProclaimRequest}.
 *
 * @param header the header
 */
public record ProclaimResult(ResponseHeader header) {}
