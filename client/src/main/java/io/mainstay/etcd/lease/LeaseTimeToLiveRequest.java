package io.mainstay.etcd.lease;

/**
 * A question about a lease.
 *
 * @param id the lease
 * @param keys whether to list the keys that hang on it
 */
public record LeaseTimeToLiveRequest(long id, boolean keys) {}
