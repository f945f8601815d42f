package io.mainstay.etcd.lease;

/**
 * One keep-alive of a lease, on the keep-alive stream.
 *
 * @param id the lease
 */
public record LeaseKeepAliveRequest(long id) {}
