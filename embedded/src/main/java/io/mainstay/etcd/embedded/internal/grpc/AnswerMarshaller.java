package io.mainstay.etcd.embedded.internal.grpc;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;
import java.util.function.Function;

/**
 * Writes an answer in the form of its message. A server never reads one.
 *
 * @param <R> the value
 */
final class AnswerMarshaller<R> implements Marshaller<R> {
    /** Writing does not look at which message it is, so that one marshaller does for all. */
    private static final Marshaller<Message> ANY = ProtoUtils.marshaller(Empty.getDefaultInstance());

    private final Function<R, ? extends Message> toProto;

    AnswerMarshaller(Function<R, ? extends Message> toProto) {
        this.toProto = toProto;
    }

    @Override
    public InputStream stream(R value) {
        return ANY.stream(toProto.apply(value));
    }

    @Override
    public R parse(InputStream stream) {
        throw new UnsupportedOperationException("a server reads no answers");
    }
}
