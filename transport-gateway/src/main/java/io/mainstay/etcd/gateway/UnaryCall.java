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
    private boolean over;
    private boolean hasTurn;
    private @Nullable Post post;

    UnaryCall(Line line, Route<?, R> route, ResponseHandler<R> handler) {
        this.line = line;
        this.route = route;
        this.handler = handler;
    }

    /** Sends the request when it is its turn; one that waits on the server by its nature takes nobody else's turn. */
    void start(byte[] body, CallContext context) {
        if (cancelled) {
            return;
        }
        line.begin(this);
        if (route.waits()) {
            send(body, context);
        } else {
            line.turns().take(() -> {
                hasTurn = true;
                if (over) {
                    giveTurn();
                } else {
                    send(body, context);
                }
            });
        }
    }

    private void send(byte[] body, CallContext context) {
        Post sent = line.post(route.path(), body, context, this);
        post = sent;
        sent.demand();
    }

    private void giveTurn() {
        if (hasTurn) {
            hasTurn = false;
            line.turns().give();
        }
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
        done();
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
        if (post != null) {
            post.abort();
        }
        done();
    }

    private void done() {
        over = true;
        line.done(this);
        giveTurn();
    }
}
