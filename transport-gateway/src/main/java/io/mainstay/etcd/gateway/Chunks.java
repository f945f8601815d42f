package io.mainstay.etcd.gateway;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/** The bytes of an answer as they came, to be read when all are there. Nothing is copied together. */
final class Chunks extends InputStream {
    private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>();
    private long size;

    void add(List<ByteBuffer> more) {
        for (ByteBuffer buffer : more) {
            if (buffer.hasRemaining()) {
                size += buffer.remaining();
                buffers.add(buffer);
            }
        }
    }

    /** How many bytes were added. */
    long size() {
        return size;
    }

    /** Takes the first bytes, this many at the most. */
    byte[] first(int most) {
        byte[] bytes = new byte[(int) Math.min(size, most)];
        int filled = 0;
        while (filled < bytes.length) {
            filled += read(bytes, filled, bytes.length - filled);
        }
        return bytes;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        ByteBuffer first = buffers.peek();
        if (first == null) {
            return -1;
        }
        int count = Math.min(length, first.remaining());
        first.get(into, offset, count);
        if (!first.hasRemaining()) {
            buffers.poll();
        }
        return count;
    }
}
