package io.mainstay.etcd.embedded.internal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Parts of a file that were never written: a disk writes whole sectors, and one that it has not come to before the
 * power went is all zeros.
 */
final class Unwritten {
    private static final int SECTOR = 512;

    private static final int BLOCK = 64 * 1024;

    /** So few zeros may well be data. */
    private static final int FEW = 16;

    private Unwritten() {}

    /** Whether the part of any sector that lies between two places is all zeros, and not just a few. */
    static boolean holdsAny(FileChannel channel, long from, long length) throws IOException {
        long end = from + length;
        for (long at = from; at < end; ) {
            long next = Math.min(end, (at / SECTOR + 1) * SECTOR);
            if (next - at > FEW && isZero(FrameReader.read(channel, at, (int) (next - at)))) {
                return true;
            }
            at = next;
        }
        return false;
    }

    /** Whether there is nothing but zeros from a place on. */
    static boolean isAllBehind(FileChannel channel, long from) throws IOException {
        for (long at = from; at < channel.size(); at += BLOCK) {
            if (!isZero(FrameReader.read(channel, at, BLOCK))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(byte[] bytes) {
        for (byte next : bytes) {
            if (next != 0) {
                return false;
            }
        }
        return true;
    }
}
