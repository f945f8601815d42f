package io.mainstay.etcd.embedded.internal.bolt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where a bbolt file begins to be read: what the newer of its two meta pages says.
 *
 * @param pageSize how large its pages are
 * @param root the page of the bucket of buckets
 * @param pages how many pages it has
 * @param transaction the number of the transaction that wrote this
 */
record Meta(int pageSize, long root, long pages, long transaction) {
    private static final int SMALLEST_PAGE = 512;
    private static final int LARGEST_PAGE = 1 << 24;

    /** The newer of the metas that are whole. */
    static Meta of(FileChannel file) throws IOException {
        Meta first = at(file, 0);
        Meta second = null;
        if (first != null) {
            second = at(file, first.pageSize);
        } else {
            // Without the first, the second stands where pages of some size would put it.
            for (int size = SMALLEST_PAGE; size <= LARGEST_PAGE && second == null; size *= 2) {
                second = at(file, size);
            }
        }
        Meta newest = first == null || second != null && second.transaction > first.transaction ? second : first;
        if (newest == null) {
            throw new BoltException("it has no whole meta page: this is no bbolt file, or its beginning is damaged");
        }
        if (newest.pages > file.size() / newest.pageSize) {
            throw new BoltException("it is cut short: it says it has " + newest.pages + " pages of " + newest.pageSize
                    + " bytes, but it is " + file.size() + " bytes long");
        }
        return newest;
    }

    private static @Nullable Meta at(FileChannel file, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Layout.PAGE_HEADER + Layout.META_BODY);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        int read;
        do {
            read = file.read(bytes, position + bytes.position());
        } while (read > 0 && bytes.hasRemaining());
        int body = Layout.PAGE_HEADER;
        if (bytes.hasRemaining()
                || bytes.getInt(body) != Layout.MAGIC
                || bytes.getInt(body + 4) != Layout.VERSION
                || bytes.getLong(body + Layout.CHECKED) != Layout.checksum(bytes, body)) {
            return null;
        }
        int pageSize = bytes.getInt(body + 8);
        long pages = bytes.getLong(body + 40);
        boolean sound = pageSize >= SMALLEST_PAGE && pageSize <= LARGEST_PAGE && Integer.bitCount(pageSize) == 1;
        return sound && pages > 0
                ? new Meta(pageSize, bytes.getLong(body + 16), pages, bytes.getLong(body + 48))
                : null;
    }
}
