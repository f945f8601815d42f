package io.mainstay.etcd.embedded.internal.wire;

import io.mainstay.etcd.kv.Bytes;

/**
 * How many bytes the fields of a protobuf message take. A field with a number up to 15 has a tag of one byte, one up to
 * 2047 of two; a field with the default value takes no byte at all.
 */
final class Sizes {
    private Sizes() {}

    static int varint(long value) {
        return (Long.SIZE - 1 - Long.numberOfLeadingZeros(value | 1)) / 7 + 1;
    }

    /** A number in a field with a one-byte tag. */
    static int number(long value) {
        return value == 0 ? 0 : 1 + varint(value);
    }

    /** A flag in a field with a one-byte tag. */
    static int flag(boolean value) {
        return value ? 2 : 0;
    }

    /** Bytes in a field with a one-byte tag. */
    static int bytes(Bytes value) {
        return value.isEmpty() ? 0 : part(value.size());
    }

    /** A part with a length before it, in a field with a one-byte tag, present even when empty. */
    static int part(int size) {
        return 1 + varint(size) + size;
    }
}
