package io.mainstay.etcd.spi;

/**
 * A line to one etcd endpoint that carries calls and streams as values. How they look on the wire is the transport's
 * own affair.
 *
 * <p>A transport makes exactly one attempt of a call and never sends a request twice by itself. It connects when first
 * used and again when needed: a call made while there is no connection tries to make one, and fails at once when that
 * fails. Deadlines and retries are the client's. All methods may be called from any thread and do not block.
 */
public interface Transport extends AutoCloseable {
    /**
     * Starts a call.
     *
     * @return stops the call: nothing more is sent, the server is told, and the handler is not called any more
     *     (except for an outcome just under way)
     */
    <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler);

    /** Opens a stream. The handler may be called before this returns. */
    <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler);

    /**
     * Whether a message can be sent on a stream whose answers are being read. Where it cannot, as over HTTP/1.1, a
     * watch is never asked for its progress.
     */
    default boolean isDuplex() {
        return true;
    }

    /** Ends every call and stream with a failure and lets go of everything held. Waits a few seconds at the most. */
    @Override
    void close();
}
