package io.mainstay.etcd.lease;

/**
 * A request to end a lease and delete the keys that hang on it, in one revision.
 *
 * @param id the lease
 */
public record LeaseRevokeRequest(long id) {}
