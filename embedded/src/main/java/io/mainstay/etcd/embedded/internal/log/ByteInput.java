package io.mainstay.etcd.embedded.internal.log;

import io.mainstay.etcd.kv.Bytes;
import java.util.Arrays;

/**
 * Bytes being read that {@link ByteOutput} has written. Nothing is believed, and nothing is allocated before it is
 * there.
 */
public final class ByteInput {
    private final byte[] data;
    private final int end;
    private int at;

    /** What lies in an array. */
    public ByteInput(byte[] data) {
        this.data = data;
        this.end = data.length;
    }

    /** Whether all was read. */
    public boolean isAtEnd() {
        return at == end;
    }

    /** One byte. */
    public int tag() throws MalformedException {
        require(1);
        return data[at++] & 0xFF;
    }

    /** Yes or no. */
    public boolean flag() throws MalformedException {
        int value = tag();
        if (value > 1) {
            throw new MalformedException("neither yes nor no: " + value);
        }
        return value == 1;
    }

    /** A number. */
    public long number() throws MalformedException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = tag();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                if (shift == 63 && next > 1) {
                    break;
                }
                return value;
            }
        }
        throw new MalformedException("a number is too long");
    }

    /** A number from 0 up to, but without, a bound. */
    public int number(int bound) throws MalformedException {
        long value = number();
        if (value < 0 || value >= bound) {
            throw new MalformedException("a number is not below " + bound + ": " + value);
        }
        return (int) value;
    }

    /** How many elements follow, of which each takes at least a byte. */
    public int count() throws MalformedException {
        long value = number();
        require(value);
        return (int) value;
    }

    /** A byte string. */
    public Bytes bytes() throws MalformedException {
        return Bytes.wrap(raw(count()));
    }

    /** A text. */
    public String text() throws MalformedException {
        return bytes().utf8();
    }

    /** So many bytes. */
    public byte[] raw(int length) throws MalformedException {
        require(length);
        byte[] copy = Arrays.copyOfRange(data, at, at + length);
        at += length;
        return copy;
    }

    /** Refuses what was left over. */
    public void requireEnd() throws MalformedException {
        if (!isAtEnd()) {
            throw new MalformedException((end - at) + " bytes too many");
        }
    }

    private void require(long more) throws MalformedException {
        if (more < 0 || more > end - at) {
            throw new MalformedException("ends early");
        }
    }
}
