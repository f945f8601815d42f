package io.mainstay.etcd.embedded.internal.bolt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A page under way: filled element by element, and then so many pages of the file as it needs. */
final class PageRun {
    private final ByteBuffer bytes;
    private int element = Layout.PAGE_HEADER;
    private int data;

    PageRun(long id, int kind, int count, int pages) {
        bytes = ByteBuffer.allocate(Math.multiplyExact(pages, Layout.PAGE_SIZE)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(0, id)
                .putShort(8, (short) kind)
                .putShort(10, (short) count)
                .putInt(12, pages - 1);
        data = Layout.PAGE_HEADER + count * Layout.ELEMENT;
    }

    void leaf(int kind, byte[] key, byte[] value) {
        bytes.putInt(element, kind)
                .putInt(element + 4, data - element)
                .putInt(element + 8, key.length)
                .putInt(element + 12, value.length);
        element += Layout.ELEMENT;
        append(key);
        append(value);
    }

    void branch(byte[] key, long page) {
        bytes.putInt(element, data - element).putInt(element + 4, key.length).putLong(element + 8, page);
        element += Layout.ELEMENT;
        append(key);
    }

    /** The body, for what is no list of elements. */
    ByteBuffer body() {
        return bytes.position(Layout.PAGE_HEADER);
    }

    byte[] done() {
        return bytes.array();
    }

    private void append(byte[] part) {
        bytes.put(data, part);
        data += part.length;
    }
}
