package io.mainstay.etcd.lock;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.ResponseHeader;

/**
 * An ownership of a lock, as it was when it was taken.
 *
 * @param header the header of the read that found the fencing token
 * @param key the key that stands for it
 * @param fencingToken the create revision of the key: larger than that of every owner before
 * @param lease the lease that owns it
 */
public record HeldLock(ResponseHeader header, Bytes key, long fencingToken, long lease) {}
