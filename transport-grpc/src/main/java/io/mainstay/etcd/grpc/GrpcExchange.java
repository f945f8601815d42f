package io.mainstay.etcd.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import org.jspecify.annotations.Nullable;

/** One stream: its listener, and the handle through which its client sends, asks for messages and cancels. */
final class GrpcExchange<Q, R> extends ClientCall.Listener<R> implements Exchange<Q> {
    private final ClientCall<Q, R> call;
    private final StreamHandler<R> handler;
    private final WireTrace trace;
    private final IoThread io;

    /** No more calls of the handler: it had its end, or its client cancelled. */
    private volatile boolean over;

    private boolean halfClosed;

    GrpcExchange(ClientCall<Q, R> call, StreamHandler<R> handler, WireTrace trace, IoThread io) {
        this.call = call;
        this.handler = handler;
        this.trace = trace;
        this.io = io;
    }

    @Override
    public void send(Q message) {
        if (!over && !halfClosed) {
            call.sendMessage(message);
        }
    }

    @Override
    public void request(int messages) {
        if (!over) {
            call.request(messages);
        }
    }

    @Override
    public void halfClose() {
        if (!over && !halfClosed) {
            halfClosed = true;
            call.halfClose();
        }
    }

    @Override
    public void cancel() {
        over = true;
        call.cancel("cancelled by the caller", null);
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // whatever a handler throws must end its stream, and be told
    public void onMessage(R message) {
        if (over) {
            return;
        }
        try {
            handler.onMessage(message);
        } catch (RuntimeException | Error thrown) {
            boolean tell = !over;
            cancel();
            if (tell) {
                handler.onEnd(Failures.ofHandler(thrown));
            }
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (status.isOk()) {
            end(null);
        } else if (trace.answered()) {
            end(Failures.of(status, trace));
        } else {
            // As for a call: a failed connection is reported from inside the channel.
            io.execute(() -> end(Failures.of(status, trace)));
        }
    }

    private void end(@Nullable TransportFailure failure) {
        if (!over) {
            over = true;
            handler.onEnd(failure);
        }
    }
}
