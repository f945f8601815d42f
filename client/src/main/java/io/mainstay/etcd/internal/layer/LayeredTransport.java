package io.mainstay.etcd.internal.layer;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;

/**
 * A wire under its layers, which can also be called past them.
 *
 * @param top all layers, with the wire under them
 * @param wire the wire
 */
public record LayeredTransport(Transport top, Transport wire) implements Transport {
    /**
     * The wire under the layers of a transport.
     *
     * @throws IllegalStateException when it has none: then something else was put around it, and what is meant for the
     *     wire would go through a layer
     */
    public static Transport beneath(Transport layered) {
        if (layered instanceof LayeredTransport known) {
            return known.wire();
        }
        throw new IllegalStateException("not a transport with layers: " + layered);
    }

    @Override
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        return top.call(rpc, request, context, handler);
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        return top.open(rpc, context, handler);
    }

    @Override
    public boolean isDuplex() {
        return wire.isDuplex();
    }

    @Override
    public void close() {
        top.close();
    }
}
