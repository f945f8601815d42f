package io.mainstay.etcd.embedded.internal.disk;

import io.mainstay.etcd.embedded.internal.log.ByteInput;
import io.mainstay.etcd.embedded.internal.log.MalformedException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads a file of frames from its beginning, and tells a frame that was cut off by a crash from damage. */
final class FrameReader implements Closeable {
    private final FileChannel channel;
    private final FileHeader header;
    private final long size;
    private long position = FileHeader.SIZE;
    private long nextItem;
    private int chain;

    private FrameReader(FileChannel channel, FileHeader header, long firstItem) throws IOException {
        this.channel = channel;
        this.header = header;
        this.size = channel.size();
        this.nextItem = firstItem;
        this.chain = header.check();
    }

    /** Opens a file and reads its header; its first item has the number of the header, or 0 in a checkpoint. */
    static FrameReader open(Path file) throws IOException, BadFileException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            FileHeader header = FileHeader.decode(read(channel, 0, FileHeader.SIZE));
            return new FrameReader(channel, header, header.kind() == FileHeader.Kind.LOG ? header.index() : 0);
        } catch (IOException | BadFileException e) {
            channel.close();
            throw e;
        }
    }

    FileHeader header() {
        return header;
    }

    /** The number of the item after those that were read. */
    long nextItem() {
        return nextItem;
    }

    /** The check of the last frame that was read. */
    int chain() {
        return chain;
    }

    /** Up to where the file is good, as far as it was read. */
    long position() {
        return position;
    }

    /** How large the file is. */
    long size() {
        return size;
    }

    /** The items of the next frame; null at the end of the file, or of what a crash has left of it. */
    @Nullable
    List<byte[]> next() throws IOException, BadFileException {
        if (position == size) {
            return null;
        }
        Frame frame = Frame.decode(ByteBuffer.wrap(read(channel, position, Frame.HEADER)), header.owner());
        if (frame == null) {
            boolean never = Unwritten.isAllBehind(channel, position + Frame.HEADER);
            return cutOff("there is no frame", Math.min(size - position, Frame.HEADER), never);
        }
        if (frame.before() != chain || frame.first() != nextItem) {
            throw new BadFileException(position, "the frame does not follow the one before it");
        }
        long length = (long) Frame.HEADER + frame.length();
        if (length > size - position) {
            return cutOff("the frame ends early", size - position, true);
        }
        byte[] payload = read(channel, position + Frame.HEADER, frame.length());
        CRC32C crc = new CRC32C();
        crc.update(payload);
        if ((int) crc.getValue() != frame.items()) {
            boolean never = payload.length > 0 && payload[payload.length - 1] == 0;
            return cutOff("the check of the frame does not match", length, never);
        }
        List<byte[]> items = items(frame, payload);
        position += length;
        nextItem += frame.count();
        chain = frame.check(header.owner());
        return items;
    }

    private List<byte[]> items(Frame frame, byte[] payload) throws BadFileException {
        try {
            ByteInput in = new ByteInput(payload);
            List<byte[]> items = new ArrayList<>();
            for (int i = 0; i < frame.count(); i++) {
                items.add(in.raw(in.count()));
            }
            if (in.tag() != Frame.END) {
                throw new MalformedException("they do not end where they should");
            }
            in.requireEnd();
            return items;
        } catch (MalformedException e) {
            throw new BadFileException(position, "the items of the frame are none: " + e.getMessage());
        }
    }

    /**
     * Null when a crash explains what is wrong: the end of the frame was never written, or a sector of what is there,
     * and no frame is behind it, since a frame is begun only when the one before it was forced.
     */
    private @Nullable List<byte[]> cutOff(String wrong, long there, boolean endless)
            throws IOException, BadFileException {
        if ((endless || Unwritten.holdsAny(channel, position, there)) && !hasFrameBehind()) {
            return null;
        }
        throw new BadFileException(position, wrong);
    }

    private boolean hasFrameBehind() throws IOException {
        return FrameSearch.finds(channel, position + 1, header.owner(), nextItem);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** So many bytes from a place on, or as many as there are. */
    static byte[] read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(new byte[(int) Math.max(0, Math.min(length, channel.size() - from))]);
        while (in.hasRemaining()) {
            if (channel.read(in, from + in.position()) < 0) {
                throw new EOFException("a file became shorter while it was read");
            }
        }
        return in.array();
    }
}
