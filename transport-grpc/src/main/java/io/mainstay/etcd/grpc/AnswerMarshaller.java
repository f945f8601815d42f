package io.mainstay.etcd.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;
import java.util.function.Function;

/**
 * Reads an answer's message and makes the value of it. A client never writes one.
 *
 * @param <R> the value
 * @param <P> the message
 */
final class AnswerMarshaller<R, P extends Message> implements Marshaller<R> {
    private final Marshaller<P> proto;
    private final Function<P, R> toValue;

    AnswerMarshaller(P defaultInstance, Function<P, R> toValue) {
        this.proto = ProtoUtils.marshaller(defaultInstance);
        this.toValue = toValue;
    }

    @Override
    public InputStream stream(R value) {
        throw new UnsupportedOperationException("a client writes no answers");
    }

    @Override
    public R parse(InputStream stream) {
        return toValue.apply(proto.parse(stream));
    }
}
