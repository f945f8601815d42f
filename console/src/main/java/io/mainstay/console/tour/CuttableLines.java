package io.mainstay.console.tour;

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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Connections whose streams can be torn, as when a cable is pulled; apart from that they are another provider's. */
final class CuttableLines implements TransportProvider {
    private final TransportProvider inner;
    private final List<Torn<?, ?>> open = new CopyOnWriteArrayList<>();

    CuttableLines(TransportProvider inner) {
        this.inner = inner;
    }

    /** Tears every stream that is open now; returns how many. */
    int cut() {
        List<Torn<?, ?>> now = List.copyOf(open);
        now.forEach(Torn::tear);
        return now.size();
    }

    @Override
    public Set<String> schemes() {
        return inner.schemes();
    }

    @Override
    public Transport connect(Endpoint endpoint, ConnectOptions options) {
        return new Line(inner.connect(endpoint, options));
    }

    private final class Line implements Transport {
        private final Transport line;

        Line(Transport line) {
            this.line = line;
        }

        @Override
        public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
            return line.call(rpc, request, context, handler);
        }

        @Override
        public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
            Torn<Q, R> stream = new Torn<>(handler);
            open.add(stream);
            Exchange<Q> exchange = line.open(rpc, context, stream);
            stream.exchange = exchange;
            return new Sending<>(stream, exchange);
        }

        @Override
        public void close() {
            line.close();
        }
    }

    /** The sending end of a stream; one that its own client ends can no longer be torn. */
    private record Sending<Q>(CuttableLines.Torn<Q, ?> stream, Exchange<Q> exchange) implements Exchange<Q> {
        @Override
        public void send(Q message) {
            exchange.send(message);
        }

        @Override
        public void request(int messages) {
            exchange.request(messages);
        }

        @Override
        public void halfClose() {
            exchange.halfClose();
        }

        @Override
        public void cancel() {
            stream.forget();
            exchange.cancel();
        }
    }

    /** The receiving end of a stream that can be torn: exactly one end reaches the client. */
    private final class Torn<Q, R> implements StreamHandler<R> {
        private final StreamHandler<R> handler;
        private volatile @Nullable Exchange<Q> exchange;
        private boolean over;

        Torn(StreamHandler<R> handler) {
            this.handler = handler;
        }

        @Override
        public synchronized void onMessage(R message) {
            if (!over) {
                handler.onMessage(message);
            }
        }

        @Override
        public synchronized void onEnd(@Nullable TransportFailure failure) {
            open.remove(this);
            if (!over) {
                over = true;
                handler.onEnd(failure);
            }
        }

        void forget() {
            open.remove(this);
        }

        void tear() {
            Exchange<Q> torn = exchange;
            onEnd(TransportFailure.lost("the tour cut the connection", null));
            if (torn != null) {
                torn.cancel();
            }
        }
    }
}
