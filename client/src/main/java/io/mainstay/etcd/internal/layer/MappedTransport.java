package io.mainstay.etcd.internal.layer;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;

/** A transport around another that changes requests on their way down and answers on their way up. */
public final class MappedTransport implements Transport {
    private final Transport wire;
    private final Mappings mappings;

    /** A layer around a transport, which it closes. */
    public MappedTransport(Transport wire, Mappings mappings) {
        this.wire = wire;
        this.mappings = mappings;
    }

    @Override
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        Mapping<Q, R> mapping = mappings.of(rpc);
        if (mapping == null) {
            return wire.call(rpc, request, context, handler);
        }
        Q mapped;
        try {
            mapped = mapping.request(request);
        } catch (RuntimeException refused) {
            handler.onFailure(LayerFailures.ofRequest(refused));
            return Cancellable.NONE;
        }
        return wire.call(rpc, mapped, context, new Answer<>(mapping, request, handler));
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        Mapping<Q, R> mapping = mappings.of(rpc);
        if (mapping == null) {
            return wire.open(rpc, context, handler);
        }
        MappedStream<Q, R> stream = new MappedStream<>(mapping, handler);
        stream.over(wire.open(rpc, context, stream));
        return stream;
    }

    @Override
    public void close() {
        wire.close();
    }

    /** Receives the answer of one call. */
    private record Answer<Q, R>(Mapping<Q, R> mapping, Q request, ResponseHandler<R> handler)
            implements ResponseHandler<R> {
        @Override
        public void onResponse(R response) {
            R mapped;
            try {
                mapped = mapping.answer(request, response);
            } catch (RuntimeException unusable) {
                handler.onFailure(LayerFailures.ofAnswer(unusable));
                return;
            }
            handler.onResponse(mapped);
        }

        @Override
        public void onFailure(TransportFailure failure) {
            handler.onFailure(failure);
        }
    }
}
