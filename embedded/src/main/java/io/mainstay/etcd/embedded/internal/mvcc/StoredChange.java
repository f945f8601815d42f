package io.mainstay.etcd.embedded.internal.mvcc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mainstay.etcd.embedded.internal.wire.KeyValueProto;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A change as an etcd stores it: under its revision, 17 bytes that sort as revisions do, with a mark behind them when
 * the change deleted the key; as the message of the key and its value.
 */
public final class StoredChange {
    private static final int PLACE = 17;
    private static final byte MARK = 't';

    private StoredChange() {}

    /** Under what it is stored. */
    public static ByteBuffer key(Change change) {
        ByteBuffer place = ByteBuffer.allocate(change.deleted() ? PLACE + 1 : PLACE);
        place.putLong(change.revision()).put((byte) '_').putLong(change.sub());
        if (change.deleted()) {
            place.put(MARK);
        }
        return place.flip();
    }

    /** What is stored. */
    public static ByteBuffer value(Change change) {
        return change.deleted() ? KeyValueProto.encodeTombstone(change.key()) : KeyValueProto.encode(change.kv());
    }

    /** The change that is stored so; null when this is none. */
    public static @Nullable Change parse(byte[] key, byte[] value) {
        boolean deleted = key.length == PLACE + 1 && key[PLACE] == MARK;
        if (!deleted && key.length != PLACE || key[8] != '_') {
            return null;
        }
        ByteBuffer place = ByteBuffer.wrap(key);
        long revision = place.getLong(0);
        long sub = place.getLong(9);
        if (revision <= 0 || sub < 0 || sub > Integer.MAX_VALUE) {
            return null;
        }
        try {
            var kv = io.mainstay.etcd.proto.mvcc.KeyValue.parseFrom(value);
            if (kv.getKey().isEmpty() || !deleted && kv.getModRevision() != revision) {
                return null;
            }
            return deleted
                    ? Change.delete(bytes(kv.getKey()), revision, (int) sub)
                    : new Change(
                            new KeyValue(
                                    bytes(kv.getKey()),
                                    bytes(kv.getValue()),
                                    kv.getCreateRevision(),
                                    revision,
                                    kv.getVersion(),
                                    kv.getLease()),
                            (int) sub,
                            false);
        } catch (InvalidProtocolBufferException damaged) {
            return null;
        }
    }

    private static Bytes bytes(ByteString bytes) {
        return Bytes.wrap(bytes.toByteArray());
    }
}
