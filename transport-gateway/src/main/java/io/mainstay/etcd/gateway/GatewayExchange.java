package io.mainstay.etcd.gateway;

import io.mainstay.etcd.gateway.internal.json.Frame;
import io.mainstay.etcd.gateway.internal.json.MalformedAnswerException;
import io.mainstay.etcd.gateway.internal.json.Route;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import org.jspecify.annotations.Nullable;

/**
 * What is one stream to its client, and requests over HTTP. Everything but the first touch of the client's calls
 * happens on the transport's thread.
 */
abstract class GatewayExchange<Q, R> implements Exchange<Q>, Line.Open {
    /**
     * Both ends of an exchange.
     *
     * @param line where its requests go
     * @param route how they go
     * @param context what goes with each
     * @param handler who hears of the answers
     */
    record Ends<Q, R>(Line line, Route<Q, R> route, CallContext context, StreamHandler<R> handler) {}

    private final Ends<Q, R> ends;

    /** No more calls of the handler: it had its end, or its client cancelled. */
    private volatile boolean over;

    private boolean halfClosed;
    private long room;

    GatewayExchange(Ends<Q, R> ends) {
        this.ends = ends;
    }

    /** A message of the client. */
    abstract void sent(Q message);

    /** The client sends no more. */
    abstract void sentAll();

    /** Delivers what can be delivered. */
    abstract void pump();

    /** Stops every request. */
    abstract void abort();

    final void begin() {
        onThread(() -> ends.line().beginStream(this));
    }

    @Override
    public final void send(Q message) {
        onThread(() -> {
            if (!halfClosed) {
                sent(message);
            }
        });
    }

    @Override
    public final void request(int messages) {
        onThread(() -> {
            room += messages;
            pump();
        });
    }

    @Override
    public final void halfClose() {
        onThread(() -> {
            if (!halfClosed) {
                halfClosed = true;
                sentAll();
            }
        });
    }

    @Override
    public final void cancel() {
        over = true;
        ends.line().execute(this::release);
    }

    /** The line is being closed. */
    @Override
    public final void end(TransportFailure failure) {
        finish(failure);
    }

    private void onThread(Runnable task) {
        ends.line().execute(() -> {
            if (!over) {
                task.run();
            }
        });
    }

    final boolean isOver() {
        return over;
    }

    final boolean isHalfClosed() {
        return halfClosed;
    }

    final boolean hasRoom() {
        return room > 0;
    }

    /** Posts a request, whose answer is read by a source. */
    final void post(Q message, LineSource source) {
        source.read(ends.line().post(ends.route().path(), ends.route().write(message), ends.context(), source));
    }

    /** The message in a line, or null when the line ended the exchange. */
    final @Nullable R read(byte[] line) {
        Frame<R> frame;
        try {
            frame = ends.route().readFrame(line);
        } catch (MalformedAnswerException e) {
            finish(Failures.malformed(ends.route().path(), e));
            return null;
        }
        if (frame instanceof Frame.Message<R> message) {
            return message.value();
        }
        finish(((Frame.Failed<R>) frame).failure());
        return null;
    }

    /** Delivers a message, for which there is room. */
    @SuppressWarnings("CatchingUnchecked") // whatever a handler throws must end its stream, and be told
    final void deliver(R message) {
        room--;
        try {
            ends.handler().onMessage(message);
        } catch (RuntimeException | Error thrown) {
            finish(Failures.ofHandler(thrown));
        }
    }

    /** Ends it, and tells so unless its client has cancelled. */
    final void finish(@Nullable TransportFailure failure) {
        if (!over) {
            over = true;
            release();
            ends.handler().onEnd(failure);
        }
    }

    private void release() {
        ends.line().doneStream(this);
        abort();
    }
}
