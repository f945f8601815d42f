package io.mainstay.etcd.internal.layer;

import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A stream through a layer: an exchange for the client, a handler for the wire. A message that the layer cannot map
 * ends it, on the wire too.
 */
final class MappedStream<Q, R> implements Exchange<Q>, StreamHandler<R> {
    private final Mapping<Q, R> mapping;
    private final StreamHandler<R> handler;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Exchange<Q> wire;
    private volatile @Nullable Q lastSent;

    MappedStream(Mapping<Q, R> mapping, StreamHandler<R> handler) {
        this.mapping = mapping;
        this.handler = handler;
    }

    void over(Exchange<Q> exchange) {
        wire = exchange;
        if (over.get()) {
            exchange.cancel();
        }
    }

    @Override
    public void send(Q message) {
        Q mapped;
        try {
            mapped = mapping.request(message);
        } catch (RuntimeException refused) {
            fail(LayerFailures.ofRequest(refused));
            return;
        }
        lastSent = message;
        Exchange<Q> exchange = wire;
        if (exchange != null) {
            exchange.send(mapped);
        }
    }

    @Override
    public void request(int messages) {
        Exchange<Q> exchange = wire;
        if (exchange != null) {
            exchange.request(messages);
        }
    }

    @Override
    public void halfClose() {
        Exchange<Q> exchange = wire;
        if (exchange != null) {
            exchange.halfClose();
        }
    }

    @Override
    public void cancel() {
        over.set(true);
        Exchange<Q> exchange = wire;
        if (exchange != null) {
            exchange.cancel();
        }
    }

    @Override
    public void onMessage(R message) {
        if (over.get()) {
            return;
        }
        List<R> mapped;
        try {
            mapped = answers(message);
        } catch (RuntimeException unusable) {
            fail(LayerFailures.ofAnswer(unusable));
            return;
        }
        mapped.forEach(handler::onMessage);
    }

    private List<R> answers(R message) {
        Q asked = lastSent;
        if (asked == null) {
            throw new IllegalStateException("the server spoke before it was asked anything");
        }
        return mapping.answers(asked, message);
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        if (over.compareAndSet(false, true)) {
            handler.onEnd(failure);
        }
    }

    private void fail(TransportFailure failure) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        Exchange<Q> exchange = wire;
        if (exchange != null) {
            exchange.cancel();
        }
        handler.onEnd(failure);
    }
}
