package io.mainstay.etcd.embedded.internal.backend;

/**
 * A lease as it is stored, without the keys that hang on it: these name it.
 *
 * @param id its id
 * @param ttl its life, in seconds
 * @param remaining what it has left in seconds as of the last checkpoint; 0 when there was none
 */
public record StoredLease(long id, long ttl, long remaining) {}
