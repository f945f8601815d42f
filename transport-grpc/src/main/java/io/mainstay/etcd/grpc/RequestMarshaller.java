package io.mainstay.etcd.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;
import java.util.function.Function;

/**
 * Writes a request value in the form of its message. A client never reads one.
 *
 * @param <Q> the value
 */
final class RequestMarshaller<Q> implements Marshaller<Q> {
    /** Writing does not look at which message it is, so that one marshaller does for all. */
    private static final Marshaller<Message> ANY =
            ProtoUtils.marshaller(com.google.protobuf.Empty.getDefaultInstance());

    private final Function<Q, ? extends Message> toProto;

    RequestMarshaller(Function<Q, ? extends Message> toProto) {
        this.toProto = toProto;
    }

    @Override
    public InputStream stream(Q value) {
        return ANY.stream(toProto.apply(value));
    }

    @Override
    public Q parse(InputStream stream) {
        throw new UnsupportedOperationException("a client reads no requests");
    }
}
