package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
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
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A transport with a mistake planted in it. The engines above it are as they are, so that to a user it looks as if they
 * had made the mistake.
 *
 * @param inner the transport that does it right
 * @param mistake what is done wrong
 */
record Planted(TransportProvider inner, Mistake mistake) implements TransportProvider {
    /** A mistake: what it does not change stays right. */
    static class Mistake {
        /** What is sent in place of a watch command. */
        WatchCommand command(WatchCommand right) {
            return right;
        }

        /** What is received in place of a message of a watch stream. */
        WatchReply reply(WatchReply right) {
            return right;
        }

        /** What is received in place of the answer to a renewal. */
        LeaseKeepAliveResult renewed(LeaseKeepAliveResult right) {
            return right;
        }

        /** What is received for a renewal that is not sent; null when it is sent. */
        @Nullable
        LeaseKeepAliveResult insteadOf(LeaseKeepAliveRequest request) {
            return null;
        }

        /** Whether each put is sent once more than it was asked for. */
        boolean putsTwice() {
            return false;
        }
    }

    @Override
    public Set<String> schemes() {
        return inner.schemes();
    }

    @Override
    public Transport connect(Endpoint endpoint, ConnectOptions options) {
        return new PlantedTransport(inner.connect(endpoint, options), mistake);
    }

    private record PlantedTransport(Transport inner, Mistake mistake) implements Transport {
        @Override
        public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
            if (request instanceof PutRequest && mistake.putsTwice()) {
                return inner.call(rpc, request, context, new ResponseHandler<R>() {
                    @Override
                    public void onResponse(R unheard) {
                        inner.call(rpc, request, context, handler);
                    }

                    @Override
                    public void onFailure(TransportFailure failure) {
                        handler.onFailure(failure);
                    }
                });
            }
            return inner.call(rpc, request, context, handler);
        }

        @Override
        public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
            if (rpc.equals(Rpcs.WATCH)) {
                Exchange<Q> exchange =
                        inner.open(rpc, context, hearing(handler, each -> as(mistake.reply((WatchReply) each))));
                return saying(exchange, each -> as(mistake.command((WatchCommand) each)));
            }
            if (rpc.equals(Rpcs.LEASE_KEEP_ALIVE)) {
                Exchange<Q> exchange = inner.open(
                        rpc, context, hearing(handler, each -> as(mistake.renewed((LeaseKeepAliveResult) each))));
                return saying(exchange, each -> {
                    LeaseKeepAliveResult answer = mistake.insteadOf((LeaseKeepAliveRequest) each);
                    if (answer != null) {
                        handler.onMessage(PlantedTransport.<R>as(answer));
                    }
                    return answer == null ? each : null;
                });
            }
            return inner.open(rpc, context, handler);
        }

        /** The kinds of messages of a procedure are known where it is named, but not to the compiler. */
        @SuppressWarnings("unchecked")
        private static <T> T as(Object message) {
            return (T) message;
        }

        private static <R> StreamHandler<R> hearing(StreamHandler<R> handler, UnaryOperator<R> change) {
            return new StreamHandler<>() {
                @Override
                public void onMessage(R message) {
                    handler.onMessage(change.apply(message));
                }

                @Override
                public void onEnd(@Nullable TransportFailure failure) {
                    handler.onEnd(failure);
                }
            };
        }

        private static <Q> Exchange<Q> saying(Exchange<Q> exchange, Saying<Q> change) {
            return new Exchange<>() {
                @Override
                public void send(Q message) {
                    Q changed = change.of(message);
                    if (changed != null) {
                        exchange.send(changed);
                    }
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

        /** What is sent in place of a message; null for nothing. */
        private interface Saying<Q> {
            @Nullable
            Q of(Q message);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
