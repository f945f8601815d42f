package io.mainstay.etcd.lock;

import io.mainstay.etcd.kv.Bytes;

/**
 * A request to wait for a lock and take it.
 *
 * @param name the lock
 * @param lease the lease that owns it; never 0, for which the server would make one that nobody keeps alive
 */
public record LockRequest(Bytes name, long lease) {}
