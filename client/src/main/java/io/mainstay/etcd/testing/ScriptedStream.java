package io.mainstay.etcd.testing;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A stream as the server's side sees it, to be played by the test.
 *
 * @param <Q> what the client sends
 * @param <R> what the test sends
 */
public final class ScriptedStream<Q, R> implements Exchange<Q> {
    private final Rpc<Q, R> rpc;
    private final CallContext context;
    private final StreamHandler<R> handler;
    private final BlockingQueue<Q> sent = new LinkedBlockingQueue<>();
    private final AtomicLong room = new AtomicLong();
    private volatile boolean cancelled;
    private volatile boolean halfClosed;

    ScriptedStream(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        this.rpc = rpc;
        this.context = context;
        this.handler = handler;
    }

    /** The procedure. */
    public Rpc<Q, R> rpc() {
        return rpc;
    }

    /** What came with it. */
    public CallContext context() {
        return context;
    }

    /**
     * The next message that the client sent; waits for it for a few seconds.
     *
     * @throws AssertionError when none comes
     */
    public Q nextSent() {
        Q message;
        try {
            message = sent.poll(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a message", e);
        }
        if (message == null) {
            throw new AssertionError("the client sent no message within 5 s");
        }
        return message;
    }

    /** Whether the client sent a message that the test has not taken yet. */
    public boolean hasSent() {
        return !sent.isEmpty();
    }

    /** Whether the client has made room for a message. */
    public boolean hasRoom() {
        return room.get() > 0;
    }

    /**
     * Sends the client a message.
     *
     * @throws AssertionError when the client has made no room for it
     */
    public void reply(R message) {
        if (cancelled) {
            return;
        }
        if (room.decrementAndGet() < 0) {
            throw new AssertionError("the client has made no room for a message on this stream");
        }
        handler.onMessage(message);
    }

    /** Ends the stream: with a failure, or without one as a server may. */
    public void end(@Nullable TransportFailure failure) {
        if (!cancelled) {
            handler.onEnd(failure);
        }
    }

    /** Whether the client has cancelled it. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Whether the client has said that it sends nothing more. */
    public boolean isHalfClosed() {
        return halfClosed;
    }

    @Override
    public void send(Q message) {
        if (!cancelled) {
            sent.add(message);
        }
    }

    @Override
    public void request(int messages) {
        room.addAndGet(messages);
    }

    @Override
    public void halfClose() {
        halfClosed = true;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
