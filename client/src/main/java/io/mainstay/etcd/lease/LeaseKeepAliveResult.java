package io.mainstay.etcd.lease;

import io.mainstay.etcd.kv.ResponseHeader;
import java.time.Duration;

/**
 * The answer to one keep-alive.
 *
 * @param header the header
 * @param id the lease
 * @param ttl what the lease now has left; zero when there is no such lease (any more)
 */
public record LeaseKeepAliveResult(ResponseHeader header, long id, Duration ttl) {}
