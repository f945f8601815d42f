package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Serves one procedure with one request and one answer by calling the same on a transport. */
final class UnaryDoor<Q, R> implements ServerCallHandler<InputStream, R> {
    private final Transport inner;
    private final Rpc<Q, R> rpc;
    private final RequestReader<Q> reader;

    UnaryDoor(Transport inner, Rpc<Q, R> rpc, RequestReader<Q> reader) {
        this.inner = inner;
        this.rpc = rpc;
        this.reader = reader;
    }

    @Override
    public ServerCall.Listener<InputStream> startCall(ServerCall<InputStream, R> call, Metadata headers) {
        // One more than is due, so that the end of the requests shows.
        call.request(2);
        return new Served(call, Statuses.context(headers));
    }

    /**
     * One call. Until the request has been read whole, only gRPC's thread touches the outer call; afterwards only whoever
     * brings the one outcome of the inner call does.
     */
    private final class Served extends ServerCall.Listener<InputStream> implements ResponseHandler<R> {
        private final ServerCall<InputStream, R> call;
        private final CallContext context;
        private @Nullable Q request;
        private boolean refused;
        private volatile boolean cancelled;
        private volatile Cancellable underWay = Cancellable.NONE;

        Served(ServerCall<InputStream, R> call, CallContext context) {
            this.call = call;
            this.context = context;
        }

        @Override
        public void onMessage(InputStream message) {
            try {
                request = reader.read(message);
            } catch (StatusRuntimeException e) {
                refuse(e.getStatus());
            }
        }

        @Override
        public void onHalfClose() {
            Q whole = request;
            if (refused) {
                return;
            }
            if (whole == null) {
                refuse(Status.INTERNAL.withDescription("the request ended before its message"));
                return;
            }
            Cancellable started = inner.call(rpc, whole, context, this);
            underWay = started;
            if (cancelled) {
                started.cancel();
            }
        }

        @Override
        public void onCancel() {
            cancelled = true;
            underWay.cancel();
        }

        @Override
        public void onResponse(R response) {
            if (!cancelled) {
                call.sendHeaders(new Metadata());
                call.sendMessage(response);
                call.close(Status.OK, new Metadata());
            }
        }

        @Override
        public void onFailure(TransportFailure failure) {
            if (!cancelled) {
                call.close(Statuses.of(failure), new Metadata());
            }
        }

        private void refuse(Status status) {
            if (!refused) {
                refused = true;
                call.close(status, new Metadata());
            }
        }
    }
}
