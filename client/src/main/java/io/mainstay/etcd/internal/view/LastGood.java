package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.internal.snapshot.PartFile;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The file that keeps the last accepted version of a key: written whole or not at all, and checked when it is read. */
record LastGood(Path file, Bytes key) {
    private static final long MAGIC = 0x4d41494e56414c31L; // MAINVAL1
    private static final int SUM_BYTES = Long.BYTES;

    /**
     * What the file holds; null when there is none.
     *
     * @throws IOException when it cannot be read, is damaged, or is of another key
     */
    @Nullable
    KeyValue read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        byte[] all = Files.readAllBytes(file);
        int length = all.length - SUM_BYTES;
        if (length < 0 || sum(Arrays.copyOf(all, length)) != lastLong(all)) {
            throw new IOException(file + " is damaged: its checksum is not right");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(all, 0, length))) {
            if (in.readLong() != MAGIC) {
                throw new IOException(file + " is no last-good file");
            }
            Bytes name = bytes(in);
            if (!name.equals(key)) {
                throw new IOException(file + " keeps the value of another key");
            }
            return new KeyValue(name, bytes(in), in.readLong(), in.readLong(), in.readLong(), in.readLong());
        }
    }

    void write(KeyValue kv) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(MAGIC);
        write(out, kv.key());
        write(out, kv.value());
        out.writeLong(kv.createRevision());
        out.writeLong(kv.modRevision());
        out.writeLong(kv.version());
        out.writeLong(kv.lease());
        out.writeLong(sum(bytes.toByteArray()));
        try (PartFile part = PartFile.of(file)) {
            OutputStream stream = part.stream();
            bytes.writeTo(stream);
            stream.flush();
            part.finish();
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private static void write(DataOutputStream out, Bytes bytes) throws IOException {
        out.writeInt(bytes.size());
        out.write(bytes.unwrap());
    }

    private static Bytes bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return Bytes.wrap(bytes);
    }

    private static long sum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length);
        return sum.getValue();
    }

    private static long lastLong(byte[] all) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(all, all.length - SUM_BYTES, SUM_BYTES))) {
            return in.readLong();
        }
    }
}
