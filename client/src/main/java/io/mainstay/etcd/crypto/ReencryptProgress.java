package io.mainstay.etcd.crypto;

import io.mainstay.etcd.kv.Bytes;

/**
 * How far a walk over keys that seals values anew has come.
 *
 * @param seen how many keys it has come to
 * @param rewritten how many it has sealed anew
 * @param current how many the primary key had sealed already
 * @param plain how many were not sealed, and were left so
 * @param changed how many others changed, or deleted, while they were being sealed anew; what was written is as the
 *     others wrote it, and sealed with the primary key
 * @param last the last key that is done; empty before the first
 */
public record ReencryptProgress(long seen, long rewritten, long current, long plain, long changed, Bytes last) {
    /** Nothing done yet. */
    public static final ReencryptProgress NONE = new ReencryptProgress(0, 0, 0, 0, 0, Bytes.EMPTY);
}
