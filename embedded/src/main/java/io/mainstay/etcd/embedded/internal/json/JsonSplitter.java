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
    public byte @Nullable [] next(Bytes from) {
        while (from.hasNext()) {
            int c = from.peek();
            if (length == 0 && JsonScanner.isSpace(c)) {
                from.skip();
                continue;
            }
            JsonScanner.Found found = scanner.next(c);
            if (found == JsonScanner.Found.ENDED) {
                return take();
            }
            from.skip();
            add(c);
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

    /** A row of bytes that is taken from its front. */
    public interface Bytes {
        /** Whether there is one more. */
        boolean hasNext();

        /** The next one, from 0 to 255. */
        int peek();

        /** Goes past it. */
        void skip();
    }

    /** A value is longer than is let through. */
    public static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException(int mostBytes) {
            super("longer than " + mostBytes + " bytes", null, false, false);
        }
    }

    private void add(int c) {
        if (length == mostBytes) {
            throw new TooLongException(mostBytes);
        }
        if (length == value.length) {
            value = Arrays.copyOf(value, (int) Math.min(mostBytes, 2L * length));
        }
        value[length++] = (byte) c;
    }

    private byte[] take() {
        byte[] whole = Arrays.copyOf(value, length);
        length = 0;
        scanner.reset();
        return whole;
    }
}
