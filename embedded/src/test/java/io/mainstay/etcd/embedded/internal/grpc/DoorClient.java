package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.mainstay.etcd.embedded.internal.door.Door;
import java.net.SocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gRPC client of any method with bytes for messages, so that a test can send what no library would. */
final class DoorClient implements AutoCloseable {
    private final ManagedChannel channel;

    DoorClient(Door door) {
        this(door.address());
    }

    DoorClient(SocketAddress address) {
        channel = NettyChannelBuilder.forAddress(address)
                .usePlaintext()
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .build();
    }

    /** Opens a stream of any kind; nothing is received before {@link Stream#receive}. */
    Stream open(String method) {
        MethodDescriptor<byte[], byte[]> descriptor = MethodDescriptor.newBuilder(
                        RawBytes.MARSHALLER, RawBytes.MARSHALLER)
                .setType(MethodType.BIDI_STREAMING)
                .setFullMethodName(method)
                .build();
        return new Stream(channel.newCall(descriptor, CallOptions.DEFAULT));
    }

    /** Makes a call with one message and waits for its end. */
    Status status(String method, byte[] message) throws Exception {
        return status(open(method), message);
    }

    Status status(String method, com.google.protobuf.Message message) throws Exception {
        return status(method, message.toByteArray());
    }

    private static Status status(Stream stream, byte[] message) throws Exception {
        stream.receive(2);
        stream.send(message);
        stream.call.halfClose();
        return stream.end();
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow();
        channel.awaitTermination(10, TimeUnit.SECONDS);
    }

    static final class Stream extends ClientCall.Listener<byte[]> {
        final ClientCall<byte[], byte[]> call;
        final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
        private final CompletableFuture<Status> end = new CompletableFuture<>();

        Stream(ClientCall<byte[], byte[]> call) {
            this.call = call;
            call.start(this, new Metadata());
        }

        void send(byte[] message) {
            call.sendMessage(message);
        }

        void send(com.google.protobuf.Message message) {
            call.sendMessage(message.toByteArray());
        }

        void receive(int messages) {
            call.request(messages);
        }

        byte[] next() throws InterruptedException {
            byte[] message = received.poll(20, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message came");
            }
            return message;
        }

        Status end() throws Exception {
            return end.get(20, TimeUnit.SECONDS);
        }

        boolean hasEnded() {
            return end.isDone();
        }

        @Override
        public void onMessage(byte[] message) {
            received.add(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            end.complete(status);
        }
    }
}
