package io.mainstay.etcd.grpc;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.mainstay.etcd.spi.Endpoint;
import io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A gRPC server that knows no service: it shows each call to the test, which says what happens. */
final class ScriptedServer implements AutoCloseable {
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final Server server;

    private ScriptedServer(int port, @Nullable SslContext tls) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .sslContext(tls)
                .directExecutor()
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .fallbackHandlerRegistry(new Any())
                .build()
                .start();
    }

    static ScriptedServer start() throws IOException {
        return new ScriptedServer(0, null);
    }

    static ScriptedServer start(int port) throws IOException {
        return new ScriptedServer(port, null);
    }

    static ScriptedServer start(SslContext tls) throws IOException {
        return new ScriptedServer(0, tls);
    }

    int port() {
        return server.getPort();
    }

    Endpoint endpoint() {
        return Endpoint.parse("http://127.0.0.1:" + port());
    }

    /** The next call that reached the server. */
    Call next() throws InterruptedException {
        Call call = calls.poll(20, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no call reached the server");
        }
        return call;
    }

    /** A call that reached the server, if one does within a moment. */
    Optional<Call> poll() throws InterruptedException {
        return Optional.ofNullable(calls.poll(20, TimeUnit.MILLISECONDS));
    }

    /** Says GOAWAY and lets what runs run on. */
    void goAway() {
        server.shutdown();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A call as the server has it. */
    static final class Call extends ServerCall.Listener<byte[]> {
        final ServerCall<byte[], byte[]> outer;
        final Metadata headers;
        final BlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();
        final CountDownLatch halfClosed = new CountDownLatch(1);
        final CountDownLatch cancelled = new CountDownLatch(1);
        private boolean headersSent;

        Call(ServerCall<byte[], byte[]> outer, Metadata headers) {
            this.outer = outer;
            this.headers = headers;
        }

        String method() {
            return outer.getMethodDescriptor().getFullMethodName();
        }

        byte[] request() throws InterruptedException {
            byte[] request = requests.poll(20, TimeUnit.SECONDS);
            if (request == null) {
                throw new AssertionError("no request reached the server");
            }
            return request;
        }

        @Nullable
        String header(String name) {
            return headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        }

        void send(com.google.protobuf.Message message) {
            send(message.toByteArray());
        }

        void send(byte[] message) {
            if (!headersSent) {
                headersSent = true;
                outer.sendHeaders(new Metadata());
            }
            outer.sendMessage(message);
        }

        void end(Status status) {
            outer.close(status, new Metadata());
        }

        @Override
        public void onMessage(byte[] message) {
            requests.add(message);
        }

        @Override
        public void onHalfClose() {
            halfClosed.countDown();
        }

        @Override
        public void onCancel() {
            cancelled.countDown();
        }
    }

    private final class Any extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(new Raw(), new Raw())
                    .setType(MethodType.BIDI_STREAMING)
                    .setFullMethodName(name)
                    .build();
            return ServerMethodDefinition.create(method, (outer, headers) -> {
                Call call = new Call(outer, headers);
                outer.request(1000);
                calls.add(call);
                return call;
            });
        }
    }

    private static final class Raw implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
