package io.mainstay.etcd.gateway;

import io.mainstay.etcd.gateway.internal.json.MalformedAnswerException;
import io.mainstay.etcd.gateway.internal.json.Route;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt of a call with one answer, and the handle that cancels it. Lives on the transport's thread. */
final class UnaryCall<R> implements Post.Reader, Cancellable, Line.Open {
    private final Line line;
    private final Route<?, R> route;
    private final ResponseHandler<R> handler;
    private final Chunks answer = new Chunks();

    private volatile boolean cancelled;
    private @Nullable Post post;

    UnaryCall(Line line, Route<?, R> route, ResponseHandler<R> handler) {
        this.line = line;
        this.route = route;
        this.handler = handler;
    }

    void start(byte[] body, CallContext context) {
        if (cancelled) {
            return;
        }
        line.begin(this);
        Post sent = line.post(route.path(), body, context, this);
        post = sent;
        sent.demand();
    }

    @Override
    public void onBytes(List<ByteBuffer> bytes) {
        answer.add(bytes);
        if (post != null) {
            post.demand();
        }
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        line.done(this);
        if (cancelled) {
            return;
        }
        if (failure != null) {
            handler.onFailure(failure);
            return;
        }
        R response;
        try {
            response = route.read(answer);
        } catch (MalformedAnswerException e) {
            handler.onFailure(Failures.malformed(route.path(), e));
            return;
        }
        handler.onResponse(response);
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            line.execute(this::abort);
        }
    }

    @Override
    public void end(TransportFailure failure) {
        abort();
        if (!cancelled) {
            handler.onFailure(failure);
        }
    }

    private void abort() {
        line.done(this);
        if (post != null) {
            post.abort();
        }
    }
}
