package io.mainstay.etcd.gateway;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.gateway.internal.json.Route;
import io.mainstay.etcd.gateway.internal.json.Routes;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import org.jspecify.annotations.Nullable;

/** The gateway of one endpoint, with a thread of its own. */
final class GatewayTransport implements Transport {
    private final Endpoint endpoint;
    private final Line line;

    GatewayTransport(Endpoint endpoint, ConnectOptions options) {
        this.endpoint = endpoint;
        this.line = new Line(endpoint, options);
    }

    @Override
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        Route<Q, R> route = Routes.of(rpc);
        if (route == null || route.isStreamed()) {
            line.execute(() -> handler.onFailure(refusal(rpc)));
            return Cancellable.NONE;
        }
        UnaryCall<R> call = new UnaryCall<>(line, route, handler);
        byte[] body = route.write(request);
        line.execute(() -> call.start(body, context));
        return call;
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        GatewayExchange<Q, R> exchange = exchange(rpc, context, handler);
        if (exchange == null) {
            line.execute(() -> handler.onEnd(refusal(rpc)));
            return new NoExchange<>();
        }
        exchange.begin();
        return exchange;
    }

    /** The kind of exchange that a stream needs here, or null for what is no stream of the gateway. */
    @SuppressWarnings("unchecked") // the procedure says what its messages are
    private <Q, R> @Nullable GatewayExchange<Q, R> exchange(
            Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        Route<Q, R> route = Routes.of(rpc);
        if (route == null || !route.isStreamed()) {
            return null;
        }
        GatewayExchange.Ends<Q, R> ends = new GatewayExchange.Ends<>(line, route, context, handler);
        if (rpc == Rpcs.WATCH) {
            return (GatewayExchange<Q, R>) WatchExchange.of(ends);
        }
        return rpc == Rpcs.LEASE_KEEP_ALIVE ? new KeepAliveExchange<>(ends) : new AnswerExchange<>(ends);
    }

    private static TransportFailure refusal(Rpc<?, ?> rpc) {
        return TransportFailure.notSent(ErrorCode.UNIMPLEMENTED, "the gateway of etcd does not have " + rpc, null);
    }

    /** etcd answers over HTTP/1.1 only when a request has ended. */
    @Override
    public boolean isDuplex() {
        return false;
    }

    @Override
    public void close() {
        line.close();
    }

    @Override
    public String toString() {
        return "GatewayTransport[" + endpoint + "]";
    }

    /** A stream that never was. */
    private static final class NoExchange<Q> implements Exchange<Q> {
        @Override
        public void send(Q message) {}

        @Override
        public void request(int messages) {}

        @Override
        public void halfClose() {}

        @Override
        public void cancel() {}
    }
}
