package io.mainstay.etcd.embedded.internal.disk;

import io.mainstay.etcd.embedded.internal.log.ByteOutput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes a file of frames: items that are written, and made durable, together. Each frame carries a check of itself and
 * the check of the frame before, so none can be lost or exchanged unnoticed.
 */
final class FrameWriter implements Closeable {
    private static final int LEAST_RESERVED = 64 << 10;
    private static final int MOST_RESERVED = 4 << 20;

    private final Disk.Sink sink;
    private final Owner owner;
    private long nextItem;
    private int chain;
    private long size;
    private long reserved;

    private FrameWriter(Disk.Sink sink, Owner owner, long nextItem, int chain, long size) {
        this.sink = sink;
        this.owner = owner;
        this.nextItem = nextItem;
        this.chain = chain;
        this.size = size;
    }

    /** Starts a file whose first item has a number; the header is written but not yet forced. */
    static FrameWriter start(Disk.Sink sink, FileHeader header, long firstItem) throws IOException {
        sink.write(header.encode());
        return new FrameWriter(sink, header.owner(), firstItem, header.check(), FileHeader.SIZE);
    }

    /** Goes on behind what a reader has read. */
    static FrameWriter goOn(Disk.Sink sink, Owner owner, Recovery.Tail tail) {
        return new FrameWriter(sink, owner, tail.nextItem(), tail.chain(), tail.size());
    }

    /** Writes items as one frame, and does not force them yet. */
    void write(List<byte[]> items) throws IOException {
        ByteOutput payload = new ByteOutput();
        for (byte[] item : items) {
            payload.number(item.length).raw(item);
        }
        payload.tag(Frame.END);
        Frame frame = new Frame(payload.size(), nextItem, items.size(), chain, Frame.checkOf(payload));
        ByteBuffer out = frame.encode(owner, payload);
        long length = out.remaining();
        sink.write(out);
        nextItem += items.size();
        chain = frame.check(owner);
        size += length;
    }

    /** Makes room for items of so many bytes and for some to come, where each frame is forced. */
    void reserve(long bytes) throws IOException {
        if (size + bytes > reserved) {
            int room = (int) Math.max(LEAST_RESERVED, Math.min(size + bytes, MOST_RESERVED));
            sink.reserve(room);
            reserved = size + room;
        }
    }

    void force() throws IOException {
        sink.force();
    }

    /** The number of the next item. */
    long nextItem() {
        return nextItem;
    }

    /** The check of the last frame. */
    int chain() {
        return chain;
    }

    /** The size of the file. */
    long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
