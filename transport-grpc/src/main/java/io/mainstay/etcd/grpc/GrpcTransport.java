package io.mainstay.etcd.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One gRPC channel to one endpoint, with a thread of its own. */
final class GrpcTransport implements Transport {
    private static final Metadata.Key<String> HAS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);
    private static final Duration PART_OF_CLOSE = Duration.ofSeconds(2);

    private final Endpoint endpoint;
    private final boolean secure;
    private final IoThread io;
    private final ThreadPoolExecutor resolver;
    private final ManagedChannel channel;
    private final AtomicBoolean closed = new AtomicBoolean();

    GrpcTransport(Endpoint endpoint, ConnectOptions options) {
        this.endpoint = endpoint;
        this.secure = endpoint.isSecured();
        String name = endpoint.socketFile().map(Path::toString).orElse(endpoint.host() + ":" + endpoint.port());
        this.io = new IoThread("mainstay-grpc-" + name);
        this.resolver = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.named("mainstay-grpc-dns-" + name));
        this.resolver.allowCoreThreadTimeOut(true);
        this.channel = Channels.make(endpoint, options, io, resolver);
    }

    @Override
    public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
        MethodDescriptor<Q, R> method = Methods.of(rpc);
        if (method == null || closed.get()) {
            TransportFailure refusal = refusal(rpc);
            io.execute(() -> handler.onFailure(refusal));
            return Cancellable.NONE;
        }
        WireTrace trace = new WireTrace(secure);
        ClientCall<Q, R> call = newCall(method, trace.options());
        UnaryCall<R> attempt = new UnaryCall<>(call, handler, trace, io);
        call.start(attempt, headers(context));
        // One more than is due, so that a second answer would show.
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
        return attempt;
    }

    @Override
    public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
        MethodDescriptor<Q, R> method = Methods.of(rpc);
        if (method == null || closed.get()) {
            TransportFailure refusal = refusal(rpc);
            io.execute(() -> handler.onEnd(refusal));
            return new NoExchange<>();
        }
        WireTrace trace = new WireTrace(secure);
        ClientCall<Q, R> call = newCall(method, trace.options());
        GrpcExchange<Q, R> exchange = new GrpcExchange<>(call, handler, trace, io);
        call.start(exchange, headers(context));
        return exchange;
    }

    /**
     * A call that belongs to no gRPC context: when the caller happens to be serving a gRPC call itself, that one's
     * end must not end this one.
     *
     * <p>After a failed connection the channel would answer calls with that failure until its own, ever longer pause is
     * over. Put to rest, it tries again at once.
     */
    private <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.enterIdle();
        }
        if (Context.current() == Context.ROOT) {
            return channel.newCall(method, options);
        }
        Context previous = Context.ROOT.attach();
        try {
            return channel.newCall(method, options);
        } finally {
            Context.ROOT.detach(previous);
        }
    }

    /** Not shared between calls: gRPC writes into them. */
    private static Metadata headers(CallContext context) {
        Metadata headers = new Metadata();
        if (context.requireLeader()) {
            headers.put(HAS_LEADER, "true");
        }
        Secret token = context.token();
        if (token != null) {
            headers.put(TOKEN, token.reveal());
        }
        return headers;
    }

    private TransportFailure refusal(Rpc<?, ?> rpc) {
        return closed.get()
                ? TransportFailure.notSent(ErrorCode.UNAVAILABLE, "the line to " + endpoint + " is closed", null)
                : TransportFailure.notSent(ErrorCode.UNIMPLEMENTED, "the gRPC transport does not know " + rpc, null);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        channel.shutdownNow();
        try {
            if (!io.isCurrent()) {
                channel.awaitTermination(PART_OF_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
            }
            resolver.shutdownNow();
            if (!io.isCurrent()) {
                resolver.awaitTermination(PART_OF_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            resolver.shutdownNow();
            Thread.currentThread().interrupt();
        }
        io.close(PART_OF_CLOSE);
    }

    @Override
    public String toString() {
        return "GrpcTransport[" + endpoint + "]";
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
