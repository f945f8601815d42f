package io.mainstay.etcd.lease;

import java.time.Duration;

/**
 * A request for a new lease.
 *
 * @param ttl how long the lease lives without a keep-alive, in whole seconds (a fraction is rounded up); the server
 *     raises it to its minimum (2 s by default) and refuses more than 9,000,000,000 s
 * @param id the id to use; 0 lets the server choose, which makes a repeated request a second lease
 */
public record LeaseGrantRequest(Duration ttl, long id) {}
