package io.mainstay.etcd.embedded.internal.wire;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import java.nio.ByteBuffer;

/** The protobuf form of a key with its value: what etcd stores, and what its hash of the keys is taken over. */
public final class KeyValueProto {
    private static final int KEY = 1;
    private static final int CREATE_REVISION = 2;
    private static final int MOD_REVISION = 3;
    private static final int VERSION = 4;
    private static final int VALUE = 5;
    private static final int LEASE = 6;
    private static final int VARINT = 0;
    private static final int LENGTH = 2;

    private KeyValueProto() {}

    /** How many bytes it takes. */
    public static int size(KeyValue kv) {
        return Sizes.bytes(kv.key())
                + Sizes.number(kv.createRevision())
                + Sizes.number(kv.modRevision())
                + Sizes.number(kv.version())
                + Sizes.bytes(kv.value())
                + Sizes.number(kv.lease());
    }

    /** The bytes, ready to be read. */
    public static ByteBuffer encode(KeyValue kv) {
        ByteBuffer out = ByteBuffer.allocate(size(kv));
        put(out, KEY, kv.key());
        put(out, CREATE_REVISION, kv.createRevision());
        put(out, MOD_REVISION, kv.modRevision());
        put(out, VERSION, kv.version());
        put(out, VALUE, kv.value());
        put(out, LEASE, kv.lease());
        return out.flip();
    }

    /** What etcd stores for a deleted key: its name only. */
    public static ByteBuffer encodeTombstone(Bytes key) {
        ByteBuffer out = ByteBuffer.allocate(Sizes.bytes(key));
        put(out, KEY, key);
        return out.flip();
    }

    private static void put(ByteBuffer out, int field, long value) {
        if (value != 0) {
            out.put((byte) (field << 3 | VARINT));
            varint(out, value);
        }
    }

    private static void put(ByteBuffer out, int field, Bytes value) {
        if (!value.isEmpty()) {
            out.put((byte) (field << 3 | LENGTH));
            varint(out, value.size());
            out.put(value.unwrap());
        }
    }

    private static void varint(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }
}
