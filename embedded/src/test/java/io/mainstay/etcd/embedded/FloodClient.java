package io.mainstay.etcd.embedded;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.NettyChannelBuilder;
import io.mainstay.etcd.embedded.internal.grpc.RawBytes;
import io.mainstay.etcd.spi.Endpoint;
import java.util.concurrent.TimeUnit;

/** A client that sends and never reads. */
final class FloodClient implements AutoCloseable {
    private static final int MOST = 5_000_000;
    private static final int MARKERS = 100;

    private final ManagedChannel channel;

    FloodClient(Endpoint endpoint) {
        channel = NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
                .usePlaintext()
                .build();
    }

    /**
     * Sends the same message on a stream for as long as the server takes it. It does not any more when there is still
     * no room for another after many calls of somebody else.
     */
    boolean isMadeToWait(String method, byte[] message, Runnable callOfSomebodyElse) {
        ClientCall<byte[], byte[]> call = channel.newCall(
                MethodDescriptor.newBuilder(RawBytes.MARSHALLER, RawBytes.MARSHALLER)
                        .setType(MethodType.BIDI_STREAMING)
                        .setFullMethodName(method)
                        .build(),
                CallOptions.DEFAULT);
        call.start(new ClientCall.Listener<>() {}, new Metadata());
        int calls = 0;
        for (int sent = 0; sent < MOST && calls < MARKERS; ) {
            if (call.isReady()) {
                call.sendMessage(message);
                sent++;
                calls = 0;
            } else {
                callOfSomebodyElse.run();
                calls++;
            }
        }
        call.cancel("enough", null);
        return calls == MARKERS;
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow();
        channel.awaitTermination(10, TimeUnit.SECONDS);
    }
}
