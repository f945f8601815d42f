package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.lease.LeaseKeepAliveResult;

/**
 * A renewal's answer and when its request was sent, from which moment the lease's new life counts.
 *
 * @param result the server's answer
 * @param sentAt when the request was sent, on the monotonic clock
 */
public record Renewed(LeaseKeepAliveResult result, long sentAt) {}
