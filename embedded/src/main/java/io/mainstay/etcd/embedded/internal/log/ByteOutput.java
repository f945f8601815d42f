package io.mainstay.etcd.embedded.internal.log;

import io.mainstay.etcd.kv.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Checksum;

/** Bytes being written: small numbers short, byte strings with their length before them. */
public final class ByteOutput {
    private static final int FIRST_SIZE = 64;

    private byte[] data = new byte[FIRST_SIZE];
    private int size;

    /** One byte. */
    public ByteOutput tag(int value) {
        require(1);
        data[size++] = (byte) value;
        return this;
    }

    /** Yes or no. */
    public ByteOutput flag(boolean value) {
        return tag(value ? 1 : 0);
    }

    /** A number, in seven bits a byte; a negative one takes ten. */
    public ByteOutput number(long value) {
        require(Long.BYTES + 2);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            data[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        data[size++] = (byte) rest;
        return this;
    }

    /** A byte string. */
    public ByteOutput bytes(Bytes value) {
        number(value.size());
        return raw(value.unwrap());
    }

    /** A text, as UTF-8. */
    public ByteOutput text(String value) {
        return bytes(Bytes.utf8(value));
    }

    /** Bytes without their length. */
    public ByteOutput raw(byte[] bytes) {
        require(bytes.length);
        System.arraycopy(bytes, 0, data, size, bytes.length);
        size += bytes.length;
        return this;
    }

    /** How many bytes there are. */
    public int size() {
        return size;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(data, size);
    }

    /** Copies what was written into a buffer. */
    public void copyTo(ByteBuffer out) {
        out.put(data, 0, size);
    }

    /** Takes a checksum on over what was written. */
    public void update(Checksum sum) {
        sum.update(data, 0, size);
    }

    private void require(int more) {
        if (data.length - size < more) {
            data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max((long) size + more, size * 2L)));
        }
    }
}
