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
    /** etcd's default: a request of 1.5 MiB at the most and 512 KiB for what goes around it. */
    static final int MAX_BYTES = 1_572_864 + 512 * 1024;

    private final Reader<Q> reader;

    private RequestReader(Reader<Q> reader) {
        this.reader = reader;
    }

    static <Q, P extends Message> RequestReader<Q> of(P defaultInstance, Function<P, @Nullable Q> toValue) {
        Marshaller<P> proto = ProtoUtils.marshaller(defaultInstance);
        return new RequestReader<>(stream -> toValue.apply(proto.parse(stream)));
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
        if (size > MAX_BYTES) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("grpc: received message larger than max (" + size + " vs. " + MAX_BYTES + ")")
                    .asRuntimeException();
        }
        try {
            return reader.read(stream);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.INTERNAL) {
                throw e;
            }
            throw Status.INTERNAL
                    .withDescription("grpc: error unmarshalling request: proto: cannot parse invalid wire-format data")
                    .withCause(e)
                    .asRuntimeException();
        }
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
