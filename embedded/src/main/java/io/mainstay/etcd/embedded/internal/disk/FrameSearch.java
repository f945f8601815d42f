package io.mainstay.etcd.embedded.internal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Looks for a whole header of a later frame anywhere in the rest of a file. */
final class FrameSearch {
    private static final int BLOCK = 64 * 1024;

    private FrameSearch() {}

    /** Whether there is a frame of this owner with items behind a number, at a place or behind it. */
    static boolean finds(FileChannel channel, long from, Owner owner, long afterItem) throws IOException {
        for (long at = from; at + Frame.HEADER <= channel.size(); at += BLOCK) {
            ByteBuffer block = ByteBuffer.wrap(FrameReader.read(channel, at, BLOCK + Frame.HEADER - 1));
            for (int i = 0; i + Frame.HEADER <= block.limit(); i++) {
                if (block.getInt(i) == Frame.MARKER) {
                    Frame frame = Frame.decode(block.slice(i, Frame.HEADER), owner);
                    if (frame != null && frame.first() > afterItem) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
