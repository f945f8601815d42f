package io.mainstay.etcd.embedded.internal.gateway;

import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Passes everything on, and lets a test wait for the cancel of a stream and count what was delivered. */
final class CountingTransport implements Transport {
    final Semaphore opened = new Semaphore(0);
    final Semaphore cancelled = new Semaphore(0);
    final AtomicInteger delivered = new AtomicInteger();
    private final Transport inner;

    CountingTransport(Transport inner) {
        this.inner = inner;
    }

    @Override
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        return inner.call(rpc, request, context, handler);
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        Exchange<Q> exchange = inner.open(rpc, context, new StreamHandler<>() {
            @Override
            public void onMessage(R message) {
                delivered.incrementAndGet();
                handler.onMessage(message);
            }

            @Override
            public void onEnd(@Nullable TransportFailure failure) {
                handler.onEnd(failure);
            }
        });
        opened.release();
        return new Exchange<>() {
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
                exchange.cancel();
                cancelled.release();
            }
        };
    }

    @Override
    public void close() {
        inner.close();
    }
}
