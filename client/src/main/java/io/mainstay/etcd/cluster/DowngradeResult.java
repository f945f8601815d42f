package io.mainstay.etcd.cluster;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * The answer to a {@link DowngradeRequest}.
 *
 * @param header the header
 * @param version the version of the cluster now, like {@code 3.6.0} or {@code 3.6}
 */
public record DowngradeResult(ResponseHeader header, String version) {}
