package io.mainstay.etcd.testing;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.TransportProvider;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A transport without a server: the test sees each call and stream as it is made and plays the server's part by hand.
 * Handlers run on the test's thread. Nothing is answered by itself.
 */
public final class ScriptedTransport implements Transport, TransportProvider {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BlockingQueue<ScriptedCall<?, ?>> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<ScriptedStream<?, ?>> streams = new LinkedBlockingQueue<>();
    private final Queue<ResponseHandler<?>> open = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** Serves every endpoint of http itself. */
    @Override
    public Set<String> schemes() {
        return Set.of("http");
    }

    @Override
    public Transport connect(Endpoint endpoint, ConnectOptions options) {
        return this;
    }

    @Override
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        ScriptedCall<Q, R> call = new ScriptedCall<>(rpc, request, context, handler);
        open.add(handler);
        calls.add(call);
        return call::cancelledByClient;
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        ScriptedStream<Q, R> stream = new ScriptedStream<>(rpc, context, handler);
        streams.add(stream);
        return stream;
    }

    /** The next call that was made; waits for it for a few seconds. */
    public ScriptedCall<?, ?> nextCall() {
        return next(calls, "call");
    }

    /**
     * The next call that was made, which must be of this procedure.
     *
     * @throws AssertionError when it is of another, or none comes
     */
    public <Q, R> ScriptedCall<Q, R> nextCall(Rpc<Q, R> rpc) {
        ScriptedCall<?, ?> call = nextCall();
        if (call.rpc() != rpc) {
            throw new AssertionError("expected a call of " + rpc + " but the client made one of " + call.rpc());
        }
        @SuppressWarnings("unchecked") // the procedure fixes the types
        ScriptedCall<Q, R> typed = (ScriptedCall<Q, R>) call;
        return typed;
    }

    /** Whether a call was made that the test has not taken yet. */
    public boolean hasCall() {
        return !calls.isEmpty();
    }

    /**
     * The next stream that was opened, which must be of this procedure; waits for it for a few seconds.
     *
     * @throws AssertionError when it is of another, or none comes
     */
    public <Q, R> ScriptedStream<Q, R> nextStream(Rpc<Q, R> rpc) {
        ScriptedStream<?, ?> stream = next(streams, "stream");
        if (stream.rpc() != rpc) {
            throw new AssertionError("expected a stream of " + rpc + " but the client opened one of " + stream.rpc());
        }
        @SuppressWarnings("unchecked") // the procedure fixes the types
        ScriptedStream<Q, R> typed = (ScriptedStream<Q, R>) stream;
        return typed;
    }

    /** Whether a stream was opened that the test has not taken yet. */
    public boolean hasStream() {
        return !streams.isEmpty();
    }

    /** Whether the client has closed this transport. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        TransportFailure failure = TransportFailure.lost("the transport was closed", null);
        for (ResponseHandler<?> handler = open.poll(); handler != null; handler = open.poll()) {
            handler.onFailure(failure);
        }
    }

    private static <T> T next(BlockingQueue<T> queue, String what) {
        T taken;
        try {
            taken = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a " + what, e);
        }
        if (taken == null) {
            throw new AssertionError("the client made no " + what + " within " + PATIENCE.toSeconds() + " s");
        }
        return taken;
    }
}
