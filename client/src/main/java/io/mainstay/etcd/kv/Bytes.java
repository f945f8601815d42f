package io.mainstay.etcd.kv;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable sequence of bytes, ordered as etcd orders keys: unsigned, byte by byte, a shorter prefix first.
 *
 * <p>Keys and values are {@code Bytes}; every method that takes one has an overload taking a UTF-8 {@code String}.
 * {@link #toString()} shows the length only, because a value may be a secret; use {@link #utf8()} or {@link #hex()} to
 * see the content.
 */
public final class Bytes implements Comparable<Bytes> {
    /** No bytes at all. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    /** The single byte zero: as a range end it means "no end", as a key it is the smallest key. */
    public static final Bytes ZERO = new Bytes(new byte[1]);

    private final byte[] data;
    private int hash;

    private Bytes(byte[] data) {
        this.data = data;
    }

    /** The given bytes, copied. */
    public static Bytes of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
    }

    /** The UTF-8 form of a string. */
    public static Bytes utf8(String text) {
        return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes that a string of hexadecimal digits spells. */
    public static Bytes fromHex(String digits) {
        return wrap(HexFormat.of().parseHex(digits));
    }

    /** The remaining bytes of a buffer, copied; the buffer's position is left alone. */
    public static Bytes copyOf(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return wrap(copy);
    }

    /**
     * The given array itself, not copied: for transports and codecs, which own the array they hand over. The array must
     * never be changed afterwards.
     */
    public static Bytes wrap(byte[] owned) {
        return owned.length == 0 ? EMPTY : new Bytes(owned);
    }

    /** The array behind this value, not copied: for transports and codecs, which only read it. */
    public byte[] unwrap() {
        return data;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return data.clone();
    }

    /** A read-only buffer over the bytes, without a copy. */
    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(data).asReadOnlyBuffer();
    }

    /** The number of bytes. */
    public int size() {
        return data.length;
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return data.length == 0;
    }

    /**
     * The byte at a position.
     *
     * @throws IndexOutOfBoundsException when there is no such position
     */
    public byte at(int index) {
        return data[index];
    }

    /** Whether the first bytes of this value are all of {@code prefix}. */
    public boolean startsWith(Bytes prefix) {
        return data.length >= prefix.data.length
                && Arrays.equals(data, 0, prefix.data.length, prefix.data, 0, prefix.data.length);
    }

    /** These bytes followed by {@code tail}. */
    public Bytes concat(Bytes tail) {
        byte[] joined = Arrays.copyOf(data, data.length + tail.data.length);
        System.arraycopy(tail.data, 0, joined, data.length, tail.data.length);
        return wrap(joined);
    }

    /**
     * The bytes from one position up to, but without, another.
     *
     * @throws IndexOutOfBoundsException when the positions are not inside these bytes or not in order
     */
    public Bytes slice(int from, int to) {
        if (from < 0 || to > data.length || from > to) {
            throw new IndexOutOfBoundsException("slice " + from + " to " + to + " of " + data.length + " bytes");
        }
        return wrap(Arrays.copyOfRange(data, from, to));
    }

    /** The smallest key after this one: these bytes and a zero. */
    public Bytes next() {
        return wrap(Arrays.copyOf(data, data.length + 1));
    }

    /**
     * The end of the range of all keys that start with these bytes: trailing {@code 0xff} dropped and the last byte
     * increased. When nothing is left, so for a prefix of {@code 0xff} bytes only and for the empty one, it is
     * {@link #ZERO}, which means "no end".
     */
    public Bytes prefixEnd() {
        for (int i = data.length - 1; i >= 0; i--) {
            if (data[i] != (byte) 0xff) {
                byte[] end = Arrays.copyOf(data, i + 1);
                end[i]++;
                return wrap(end);
            }
        }
        return ZERO;
    }

    /** The bytes read as UTF-8; bytes that are not become the replacement character. */
    public String utf8() {
        return new String(data, StandardCharsets.UTF_8);
    }

    /** The bytes as lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(data);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(data, other.data);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Bytes that && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0 && data.length > 0) {
            h = Arrays.hashCode(data);
            hash = h;
        }
        return h;
    }

    /** The length only, never the content. */
    @Override
    public String toString() {
        return "Bytes[" + data.length + "]";
    }
}
