package io.mainstay.etcd.auth;

import io.mainstay.etcd.kv.KeyRange;

/**
 * A right to keys.
 *
 * @param type which right
 * @param range which keys
 */
public record Permission(Type type, KeyRange range) {
    /** Which right. */
    public enum Type {
        READ,
        WRITE,
        READWRITE
    }
}
