package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mainstay.etcd.embedded.internal.procedure.OpenCalls;
import io.mainstay.etcd.embedded.internal.procedure.Statuses;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Serves one procedure with one request and one answer by calling the same on a transport. */
final class UnaryDoor<Q, R> implements ServerCallHandler<InputStream, R> {
    private final Transport inner;
    private final Rpc<Q, R> rpc;
    private final RequestReader<Q> reader;
    private final OpenCalls openCalls;

    UnaryDoor(Transport inner, Rpc<Q, R> rpc, RequestReader<Q> reader, OpenCalls openCalls) {
        this.inner = inner;
        this.rpc = rpc;
        this.reader = reader;
        this.openCalls = openCalls;
    }

    @Override
    public ServerCall.Listener<InputStream> startCall(ServerCall<InputStream, R> call, Metadata headers) {
        Served served = new Served(call, Contexts.of(headers, call.getAttributes()));
        openCalls.add(served);
        // One more than is due, so that the end of the requests shows.
        call.request(2);
        return served;
    }

    /**
     * One call. The answer, a refusal, the client's cancel and the door's end race to be its one end; who wins {@code
     * ended} is the only one to write to the client.
     */
    private final class Served extends ServerCall.Listener<InputStream> implements ResponseHandler<R>, OpenCalls.Open {
        private final ServerCall<InputStream, R> call;
        private final CallContext context;
        private final AtomicBoolean ended = new AtomicBoolean();
        private @Nullable Q request;
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
                end(e.getStatus());
            }
        }

        @Override
        public void onHalfClose() {
            Q whole = request;
            if (ended.get()) {
                return;
            }
            if (whole == null) {
                end(Status.INTERNAL.withDescription("the request ended before its message"));
                return;
            }
            try {
                underWay = inner.call(rpc, whole, context, this);
            } catch (RuntimeException e) {
                end(Status.INTERNAL.withDescription("the call broke: " + e).withCause(e));
            }
            if (ended.get()) {
                underWay.cancel();
            }
        }

        @Override
        public void onCancel() {
            if (win()) {
                underWay.cancel();
            }
        }

        @Override
        public void onResponse(R response) {
            if (win()) {
                call.sendHeaders(new Metadata());
                call.sendMessage(response);
                call.close(Status.OK, new Metadata());
            }
        }

        @Override
        public void onFailure(TransportFailure failure) {
            if (win()) {
                call.close(Statuses.of(failure), new Metadata());
            }
        }

        @Override
        public void end(Status status) {
            if (win()) {
                call.close(status, new Metadata());
                underWay.cancel();
            }
        }

        private boolean win() {
            openCalls.remove(this);
            return ended.compareAndSet(false, true);
        }
    }
}
