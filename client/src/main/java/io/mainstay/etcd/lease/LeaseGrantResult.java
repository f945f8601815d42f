package io.mainstay.etcd.lease;

import io.mainstay.etcd.kv.ResponseHeader;
import java.time.Duration;

/**
 * A lease that was granted.
 *
 * @param header the header
 * @param id the lease's id
 * @param ttl how long it lives without a keep-alive, in whole seconds: what was asked for, or the server's minimum
 */
public record LeaseGrantResult(ResponseHeader header, long id, Duration ttl) {}
