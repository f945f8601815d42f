package io.mainstay.etcd.lock;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.ResponseHeader;

/**
 * A lock that was taken.
 *
 * @param header the header
 * @param key the key that stands for the ownership; its create revision is the fencing token
 */
public record LockResult(ResponseHeader header, Bytes key) {}
