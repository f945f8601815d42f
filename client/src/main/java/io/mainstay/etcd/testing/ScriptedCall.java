package io.mainstay.etcd.testing;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.TransportFailure;

/**
 * A call as the server's side sees it, to be answered by the test.
 *
 * @param <Q> the request
 * @param <R> the answer
 */
public final class ScriptedCall<Q, R> {
    private final Rpc<Q, R> rpc;
    private final Q request;
    private final CallContext context;
    private final ResponseHandler<R> handler;
    private volatile boolean cancelled;

    ScriptedCall(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        this.rpc = rpc;
        this.request = request;
        this.context = context;
        this.handler = handler;
    }

    /** The procedure. */
    public Rpc<Q, R> rpc() {
        return rpc;
    }

    /** The request. */
    public Q request() {
        return request;
    }

    /** What came with it. */
    public CallContext context() {
        return context;
    }

    /** Answers. */
    public void respond(R response) {
        if (!cancelled) {
            handler.onResponse(response);
        }
    }

    /** Fails. */
    public void fail(TransportFailure failure) {
        if (!cancelled) {
            handler.onFailure(failure);
        }
    }

    /** Whether the client has cancelled it. */
    public boolean isCancelled() {
        return cancelled;
    }

    void cancelledByClient() {
        cancelled = true;
    }
}
