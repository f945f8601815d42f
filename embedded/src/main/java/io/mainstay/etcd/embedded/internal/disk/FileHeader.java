package io.mainstay.etcd.embedded.internal.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The first bytes of each file: what it is, in which format, whose it is, and where in the log it stands.
 *
 * @param kind what the file holds
 * @param owner whose it is
 * @param index of a log, the number of its first entry; of a checkpoint, of the last entry that is in it
 * @param chain of a log, the check of the last frame before it; 0 where there is none
 */
record FileHeader(Kind kind, Owner owner, long index, int chain) {
    static final int SIZE = 48;

    private static final byte[] MAGIC = "Mainstay".getBytes(StandardCharsets.US_ASCII);
    /** 2: frames end with a mark, and leases have what is left of them. */
    private static final int VERSION = 2;

    /** What a file holds. */
    enum Kind {
        LOG(".log"),
        CHECKPOINT(".checkpoint");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }

        String suffix() {
            return suffix;
        }

        String fileName(long index) {
            return String.format("%016x", index) + suffix;
        }
    }

    ByteBuffer encode() {
        byte[] header = new byte[SIZE];
        ByteBuffer out = ByteBuffer.wrap(header);
        out.put(MAGIC).putInt(VERSION).putInt(kind.ordinal());
        out.putLong(owner.clusterId()).putLong(owner.memberId()).putLong(index).putInt(chain);
        out.putInt(check(header));
        return out.flip();
    }

    /** What the check of the first frame goes on from. */
    int check() {
        return encode().getInt(SIZE - Integer.BYTES);
    }

    static FileHeader decode(byte[] bytes) throws BadFileException {
        if (bytes.length < SIZE) {
            throw new BadFileException(0, "it is too short to be of this program");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new BadFileException(0, "it does not begin like a file of this program");
        }
        int version = in.getInt();
        int kind = in.getInt();
        Owner owner = new Owner(in.getLong(), in.getLong());
        long index = in.getLong();
        int chain = in.getInt();
        if (in.getInt() != check(bytes)) {
            throw new BadFileException(0, "its header is damaged");
        }
        if (version != VERSION) {
            throw BadFileException.otherFormat(
                    "its format is version " + version + ", and this program knows " + VERSION);
        }
        if (kind < 0 || kind >= Kind.values().length) {
            throw new BadFileException(0, "it holds an unknown kind of data: " + kind);
        }
        return new FileHeader(Kind.values()[kind], owner, index, chain);
    }

    private static int check(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, SIZE - Integer.BYTES);
        return (int) crc.getValue();
    }
}
