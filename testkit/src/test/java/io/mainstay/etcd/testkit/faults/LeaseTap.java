package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.history.Lives;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A transport on which somebody listens in: what the server granted and renewed, and when that was asked for. It says
 * how long its client may believe in each lease, without asking the client.
 *
 * @param inner the transport
 * @param lives where it is written down
 * @param clock the recorder's clock
 */
record LeaseTap(TransportProvider inner, Lives lives, Clock clock) implements TransportProvider {
    @Override
    public Set<String> schemes() {
        return inner.schemes();
    }

    @Override
    public Transport connect(Endpoint endpoint, ConnectOptions options) {
        return new Tapped(inner.connect(endpoint, options), lives, clock);
    }

    private record Tapped(Transport inner, Lives lives, Clock clock) implements Transport {
        @Override
        public boolean isDuplex() {
            return inner.isDuplex();
        }

        @Override
        public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
            long sentAt = clock.nanoTime();
            return inner.call(rpc, request, context, new ResponseHandler<R>() {
                @Override
                public void onResponse(R response) {
                    if (response instanceof LeaseGrantResult granted) {
                        lives.answered(granted.id(), sentAt, clock.nanoTime(), granted.ttl());
                    }
                    handler.onResponse(response);
                }

                @Override
                public void onFailure(TransportFailure failure) {
                    handler.onFailure(failure);
                }
            });
        }

        @Override
        public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
            Map<Long, Queue<Long>> asked = new ConcurrentHashMap<>();
            Exchange<Q> exchange = inner.open(rpc, context, new StreamHandler<R>() {
                @Override
                public void onMessage(R message) {
                    if (message instanceof LeaseKeepAliveResult answer) {
                        Long sentAt = asked.getOrDefault(answer.id(), new ArrayDeque<>())
                                .poll();
                        if (sentAt != null && !answer.ttl().isZero()) {
                            lives.answered(answer.id(), sentAt, clock.nanoTime(), answer.ttl());
                        }
                    }
                    handler.onMessage(message);
                }

                @Override
                public void onEnd(@Nullable TransportFailure failure) {
                    handler.onEnd(failure);
                }
            });
            return new Exchange<>() {
                @Override
                public void send(Q message) {
                    if (message instanceof LeaseKeepAliveRequest renewal) {
                        asked.computeIfAbsent(renewal.id(), none -> new ConcurrentLinkedQueue<>())
                                .add(clock.nanoTime());
                    }
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
                }
            };
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
