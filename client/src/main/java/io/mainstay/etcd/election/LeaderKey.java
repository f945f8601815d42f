package io.mainstay.etcd.election;

import io.mainstay.etcd.kv.Bytes;

/**
 * The key that stands for a leadership.
 *
 * @param name the election
 * @param key the key
 * @param rev the create revision of the key: it fences, and is compared by every change
 * @param lease the lease the key hangs on
 */
public record LeaderKey(Bytes name, Bytes key, long rev, long lease) {}
