package io.mainstay.etcd.embedded.internal.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.mainstay.etcd.embedded.internal.procedure.Procedure;
import io.mainstay.etcd.embedded.internal.procedure.Statuses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of requests. gRPC's own place for that, the marshaller, cannot refuse a request with a status of its
 * choice; so requests pass the marshaller as they are and are read here.
 *
 * @param <Q> the value
 */
final class RequestReader<Q> {
    private static final Status BAD_CALL =
            Status.INTERNAL.withDescription("grpc: error unmarshalling request: unexpected EOF");
    private static final Status BAD_MESSAGE =
            Status.INTERNAL.withDescription("grpc: failed to unmarshal the received message: unexpected EOF");

    private final Procedure<Q, ?> procedure;
    private final Marshaller<Message> marshaller;
    private final int maxBytes;

    RequestReader(Procedure<Q, ?> procedure, int maxBytes) {
        this.procedure = procedure;
        this.marshaller = ProtoUtils.marshaller(procedure.form());
        this.maxBytes = maxBytes;
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
            throw Statuses.tooLarge(size, maxBytes).asRuntimeException();
        }
        return procedure.value(parse(stream));
    }

    /** A Go server speaks a little differently of the messages of calls and of streams. */
    private Message parse(InputStream stream) {
        try {
            return marshaller.parse(stream);
        } catch (StatusRuntimeException e) {
            Status refusal = procedure.isStream() ? BAD_MESSAGE : BAD_CALL;
            throw refusal.withCause(e).asRuntimeException();
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
}
