package io.mainstay.etcd.internal.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The little of ASN.1's DER that moving a private key from one wrapping to another takes. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    static final int CONTEXT_0 = 0xa0;

    private static final int MOST_LENGTH_BYTES = 4;

    private Der() {}

    /** One value with its tag. */
    static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >> (8 * i));
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Reads values one after the other. */
    static final class Reader {
        private final ByteBuffer rest;

        Reader(byte[] der) {
            this(ByteBuffer.wrap(der));
        }

        private Reader(ByteBuffer rest) {
            this.rest = rest;
        }

        /** The tag that comes next, or -1 at the end. */
        int peek() {
            return rest.hasRemaining() ? rest.get(rest.position()) & 0xff : -1;
        }

        /** What is inside the next value, which must have this tag. */
        Reader enter(int tag) throws PemException {
            int found = peek();
            if (found != tag) {
                throw new PemException("its inside is damaged (tag " + found + " where " + tag + " should be)");
            }
            return next();
        }

        /** The inside of the next value, whatever it is. */
        Reader next() throws PemException {
            rest.get();
            int length = length();
            Reader inside = new Reader(rest.slice(rest.position(), length));
            rest.position(rest.position() + length);
            return inside;
        }

        /** All that is left. */
        byte[] bytes() {
            byte[] bytes = new byte[rest.remaining()];
            rest.duplicate().get(bytes);
            return bytes;
        }

        /** The inside of the first value with this tag, passing over others. */
        @Nullable
        Reader find(int tag) throws PemException {
            while (rest.hasRemaining()) {
                boolean found = peek() == tag;
                Reader value = next();
                if (found) {
                    return value;
                }
            }
            return null;
        }

        private int length() throws PemException {
            long length = rest.hasRemaining() ? rest.get() & 0xff : Long.MAX_VALUE;
            if (length >= 0x80 && length <= 0x80 + MOST_LENGTH_BYTES) {
                int bytes = (int) length - 0x80;
                length = bytes == 0 || bytes > rest.remaining() ? Long.MAX_VALUE : 0;
                for (int i = 0; i < bytes && length != Long.MAX_VALUE; i++) {
                    length = length << 8 | rest.get() & 0xff;
                }
            }
            if (length > rest.remaining()) {
                throw new PemException("its inside is cut off");
            }
            return (int) length;
        }
    }
}
