package io.mainstay.etcd.embedded.internal.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of requests. gRPC's own place for that, the marshaller, cannot refuse a request with a status of its
 * choice; so requests pass the marshaller as they are and are read here.
 *
 * @param <Q> the value
 */
final class RequestReader<Q> {
    private final Reader<Q> reader;
    private final int maxBytes;

    private RequestReader(Reader<Q> reader, int maxBytes) {
        this.reader = reader;
        this.maxBytes = maxBytes;
    }

    /** A reader of the requests of calls. */
    static <Q, P extends Message> RequestReader<Q> ofCalls(
            P defaultInstance, Function<P, @Nullable Q> toValue, int maxBytes) {
        return of(defaultInstance, toValue, maxBytes, "grpc: error unmarshalling request: unexpected EOF");
    }

    /** A reader of the messages of streams, of which a Go server speaks a little differently. */
    static <Q, P extends Message> RequestReader<Q> ofStreams(
            P defaultInstance, Function<P, @Nullable Q> toValue, int maxBytes) {
        return of(defaultInstance, toValue, maxBytes, "grpc: failed to unmarshal the received message: unexpected EOF");
    }

    private static <Q, P extends Message> RequestReader<Q> of(
            P defaultInstance, Function<P, @Nullable Q> toValue, int maxBytes, String malformed) {
        Marshaller<P> proto = ProtoUtils.marshaller(defaultInstance);
        Status refusal = Status.INTERNAL.withDescription(malformed);
        return new RequestReader<>(stream -> toValue.apply(parse(proto, stream, refusal)), maxBytes);
    }

    private static <P> P parse(Marshaller<P> proto, InputStream stream, Status refusal) {
        try {
            return proto.parse(stream);
        } catch (StatusRuntimeException e) {
            throw refusal.withCause(e).asRuntimeException();
        }
    }

    /**
     * Reads a request.
     *
     * @return the request, or null for one to pass over
     * @throws StatusRuntimeException with the status to refuse the request with
     */
    @Nullable
    Q read(InputStream stream) {
        int size = size(stream);
        if (size > maxBytes) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("grpc: received message larger than max (" + size + " vs. " + maxBytes + ")")
                    .asRuntimeException();
        }
        return reader.read(stream);
    }

    /** All of a message is there before it is handed over, so what is available is its size. */
    private static int size(InputStream stream) {
        try {
            return stream.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Reader<Q> {
        @Nullable
        Q read(InputStream stream);
    }
}
