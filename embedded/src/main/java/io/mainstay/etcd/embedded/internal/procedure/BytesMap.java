package io.mainstay.etcd.embedded.internal.procedure;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.mainstay.etcd.kv.Bytes;

/** Bytes between values and protos. */
final class BytesMap {
    private BytesMap() {}

    /** Not copied: neither side ever changes the array. */
    static ByteString toProto(Bytes bytes) {
        return bytes.isEmpty() ? ByteString.EMPTY : UnsafeByteOperations.unsafeWrap(bytes.unwrap());
    }

    static Bytes toValue(ByteString bytes) {
        return bytes.isEmpty() ? Bytes.EMPTY : Bytes.wrap(bytes.toByteArray());
    }
}
