package io.mainstay.etcd.embedded.internal.disk;

import io.mainstay.etcd.embedded.internal.log.ByteOutput;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the items of a frame.
 *
 * @param length how many bytes the items take, with the byte that ends them
 * @param first the number of the first item
 * @param count how many items there are
 * @param before the check of the frame before
 * @param items the check of the items
 */
record Frame(int length, long first, int count, int before, int items) {
    static final int HEADER = 32;
    static final int MARKER = 0x4d736674;

    /** The byte behind the items. It is not zero, so that one shows that the end was never written. */
    static final int END = 0xFF;

    /** The header and the items, in one buffer. */
    ByteBuffer encode(Owner owner, ByteOutput payload) {
        ByteBuffer out = ByteBuffer.allocate(HEADER + length);
        putFields(out).putInt(check(owner));
        payload.copyTo(out);
        return out.flip();
    }

    /** The header in a buffer, or null when there is none that is whole and of this owner. */
    static @Nullable Frame decode(ByteBuffer in, Owner owner) {
        if (in.remaining() < HEADER || in.getInt() != MARKER) {
            return null;
        }
        Frame frame = new Frame(in.getInt(), in.getLong(), in.getInt(), in.getInt(), in.getInt());
        return in.getInt() == frame.check(owner) && frame.length >= 0 && frame.count > 0 ? frame : null;
    }

    /** The check of this header; the owner is in it, so that another's frames are none. */
    int check(Owner owner) {
        ByteBuffer fields = putFields(ByteBuffer.allocate(HEADER + 2 * Long.BYTES));
        fields.putLong(owner.clusterId()).putLong(owner.memberId());
        CRC32C crc = new CRC32C();
        crc.update(fields.flip());
        return (int) crc.getValue();
    }

    static int checkOf(ByteOutput payload) {
        CRC32C crc = new CRC32C();
        payload.update(crc);
        return (int) crc.getValue();
    }

    private ByteBuffer putFields(ByteBuffer out) {
        return out.putInt(MARKER)
                .putInt(length)
                .putLong(first)
                .putInt(count)
                .putInt(before)
                .putInt(items);
    }
}
