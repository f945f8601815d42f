package io.mainstay.etcd.lock;

import io.mainstay.etcd.kv.Bytes;

/**
 * A request to give a lock back. The key is deleted, whoever owns it.
 *
 * @param key the key from {@link LockResult#key()}
 */
public record UnlockRequest(Bytes key) {}
