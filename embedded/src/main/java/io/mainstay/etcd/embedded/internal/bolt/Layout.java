package io.mainstay.etcd.embedded.internal.bolt;

import java.nio.ByteBuffer;

/**
 * Where things stand in a bbolt file: numbers in little-endian order, pages that begin with a header, and elements of
 * one size that point at keys and values behind them.
 */
final class Layout {
    static final int MAGIC = 0xED0CDAED;
    static final int VERSION = 2;
    static final int PAGE_SIZE = 4096;

    /** Number (8), kind (2), count of elements (2), how many pages more than one it covers (4). */
    static final int PAGE_HEADER = 16;

    static final int BRANCH = 0x01;
    static final int LEAF = 0x02;
    static final int META = 0x04;
    static final int FREELIST = 0x10;

    /** In a branch: position of the key (4), its size (4), page (8). In a leaf: kind (4), position (4), sizes (4, 4). */
    static final int ELEMENT = 16;

    /** The kind of an element whose value is the header of a bucket. */
    static final int BUCKET = 0x01;

    /** First page (8), sequence (8). */
    static final int BUCKET_HEADER = 16;

    /** How much of a meta page's body its checksum is over. */
    static final int CHECKED = 56;

    static final int META_BODY = CHECKED + 8;

    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Layout() {}

    /** The checksum of a meta page: FNV-1a of 64 bits. */
    static long checksum(ByteBuffer bytes, int from) {
        long hash = FNV_START;
        for (int i = 0; i < CHECKED; i++) {
            hash = (hash ^ (bytes.get(from + i) & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }
}
