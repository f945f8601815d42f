package io.mainstay.etcd.embedded.internal.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into the JSON values it is made of, one behind the other with or without space between, as its bytes
 * come.
 */
public final class JsonSplitter {
    private static final int FIRST = 512;

    private final JsonScanner scanner = new JsonScanner();
    private final int mostBytes;
    private byte[] value = new byte[FIRST];
    private int length;

    /** A splitter that refuses longer values than this. */
    public JsonSplitter(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Takes bytes until a value is whole or they are used up.
     *
     * @return the value, or null when there is more to come
     * @throws BadJsonException when this is no JSON
     * @throws TooLongException when the value is too long
     */
    public byte @Nullable [] next(Part part) {
        while (part.at < part.bytes.length) {
            int plain = scanner.isInString() ? part.plain() : 0;
            if (plain > 0) {
                add(part, plain);
                continue;
            }
            int c = part.bytes[part.at] & 0xFF;
            if (length == 0 && JsonScanner.isSpace(c)) {
                part.at++;
                continue;
            }
            JsonScanner.Found found = scanner.next(c);
            if (found == JsonScanner.Found.ENDED) {
                return take();
            }
            add(part, 1);
            if (found == JsonScanner.Found.END) {
                return take();
            }
        }
        return null;
    }

    /**
     * Says that no more bytes will come.
     *
     * @return a last value whose end did not show, or null when there is none
     * @throws BadJsonException when the text ends within a value
     */
    public byte @Nullable [] end() {
        if (length == 0) {
            return null;
        }
        if (!scanner.mayEnd()) {
            throw new BadJsonException("unexpected EOF");
        }
        return take();
    }

    /** Some bytes of the text, taken from their front. */
    public static final class Part {
        private final byte[] bytes;
        private int at;

        /** A part of which nothing has been taken; the bytes are not copied. */
        public Part(byte[] bytes) {
            this.bytes = bytes;
        }

        /** How many bytes come next that mean nothing but themselves in a string: most of a large value does. */
        private int plain() {
            int end = at;
            while (end < bytes.length && bytes[end] != '"' && bytes[end] != '\\' && (bytes[end] & 0xFF) >= ' ') {
                end++;
            }
            return end - at;
        }
    }

    /** A value is longer than is let through. */
    public static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException(int mostBytes) {
            super("longer than " + mostBytes + " bytes", null, false, false);
        }
    }

    private void add(Part part, int count) {
        if (count > mostBytes - length) {
            throw new TooLongException(mostBytes);
        }
        if (count > value.length - length) {
            value = Arrays.copyOf(value, (int) Math.min(mostBytes, Math.max(2L * value.length, length + count)));
        }
        System.arraycopy(part.bytes, part.at, value, length, count);
        length += count;
        part.at += count;
    }

    private byte[] take() {
        byte[] whole = Arrays.copyOf(value, length);
        length = 0;
        scanner.reset();
        return whole;
    }
}
