package io.mainstay.etcd.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.TransportFailure;
import org.jspecify.annotations.Nullable;

/** One attempt of a call with one answer: its listener and the handle that cancels it. */
final class UnaryCall<R> extends ClientCall.Listener<R> implements Cancellable {
    private final ClientCall<?, R> call;
    private final ResponseHandler<R> handler;
    private final WireTrace trace;
    private final IoThread io;

    private volatile boolean cancelled;
    private @Nullable R answer;

    UnaryCall(ClientCall<?, R> call, ResponseHandler<R> handler, WireTrace trace, IoThread io) {
        this.call = call;
        this.handler = handler;
        this.trace = trace;
        this.io = io;
    }

    @Override
    public void onMessage(R message) {
        answer = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (cancelled) {
            return;
        }
        R response = answer;
        if (!status.isOk()) {
            fail(Failures.of(status, trace));
        } else if (response == null) {
            fail(TransportFailure.answered(ErrorCode.INTERNAL, "the server ended the call without an answer"));
        } else {
            handler.onResponse(response);
        }
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            call.cancel("cancelled by the caller", null);
        }
    }

    /**
     * Hands a failure over on the transport's thread and from an empty stack. A failed connection is reported from
     * inside the channel, before the channel has come to rest, and may be reported while the call is just being
     * started.
     */
    private void fail(TransportFailure failure) {
        if (trace.answered()) {
            handler.onFailure(failure);
            return;
        }
        io.execute(() -> {
            if (!cancelled) {
                handler.onFailure(failure);
            }
        });
    }
}
