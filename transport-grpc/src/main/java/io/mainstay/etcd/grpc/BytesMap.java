package io.mainstay.etcd.grpc;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.mainstay.etcd.kv.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes between values and protos, copied in neither direction: both sides promise never to change an array. */
final class BytesMap {
    private BytesMap() {}

    static ByteString toProto(Bytes bytes) {
        return bytes.isEmpty() ? ByteString.EMPTY : UnsafeByteOperations.unsafeWrap(bytes.unwrap());
    }

    static Bytes toValue(ByteString bytes) {
        if (bytes.isEmpty()) {
            return Bytes.EMPTY;
        }
        Lent lent = new Lent();
        try {
            UnsafeByteOperations.unsafeWriteTo(bytes, lent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] whole = lent.whole;
        return Bytes.wrap(whole != null && whole.length == bytes.size() ? whole : bytes.toByteArray());
    }

    /** Takes hold of the array behind a byte string, when it is one array and nothing but the string is in it. */
    private static final class Lent extends ByteOutput {
        private byte @Nullable [] whole;

        @Override
        public void writeLazy(byte[] value, int offset, int length) {
            whole = offset == 0 && length == value.length ? value : null;
        }

        @Override
        public void write(byte[] value, int offset, int length) {
            whole = Arrays.copyOfRange(value, offset, offset + length);
        }

        @Override
        public void write(byte value) {
            whole = new byte[] {value};
        }

        @Override
        public void write(ByteBuffer value) {
            whole = null;
        }

        @Override
        public void writeLazy(ByteBuffer value) {
            whole = null;
        }
    }
}
