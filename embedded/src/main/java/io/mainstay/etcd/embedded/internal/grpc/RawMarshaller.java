package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;

/** Passes messages on as they are. */
final class RawMarshaller implements Marshaller<InputStream> {
    static final RawMarshaller INSTANCE = new RawMarshaller();

    private RawMarshaller() {}

    @Override
    public InputStream stream(InputStream value) {
        return value;
    }

    @Override
    public InputStream parse(InputStream stream) {
        return stream;
    }
}
