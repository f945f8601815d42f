package io.mainstay.bench.peer;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.mainstay.bench.watch.WatchPeer;
import io.mainstay.etcd.proto.rpc.WatchCreateRequest;
import io.mainstay.etcd.proto.rpc.WatchGrpc;
import io.mainstay.etcd.proto.rpc.WatchRequest;
import io.mainstay.etcd.proto.rpc.WatchResponse;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A watch by the generated stub, handled on the I/O thread: what one over grpc-java costs at the least. */
public final class StubWatchPeer implements WatchPeer {
    private final ManagedChannel channel;

    /** Connects. */
    public StubWatchPeer(String endpoint) {
        URI address = URI.create(endpoint);
        channel = NettyChannelBuilder.forAddress(address.getHost(), address.getPort())
                .usePlaintext()
                .directExecutor()
                .disableRetry()
                .build();
    }

    @Override
    public void watch(byte[] key, boolean prefix, Seen seen) {
        WatchCreateRequest.Builder create = WatchCreateRequest.newBuilder().setKey(ByteString.copyFrom(key));
        if (prefix) {
            byte[] end = key.clone();
            end[end.length - 1]++;
            create.setRangeEnd(ByteString.copyFrom(end));
        }
        WatchGrpc.newStub(channel)
                .watch(new Responses(seen))
                .onNext(WatchRequest.newBuilder().setCreateRequest(create).build());
    }

    /** A stub knows no kept lease. */
    @Override
    public void keep(int ttlSeconds, Runnable ended) {
        throw new UnsupportedOperationException("a bare stub keeps no lease");
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    private record Responses(Seen seen) implements StreamObserver<WatchResponse> {
        @Override
        public void onNext(WatchResponse response) {
            if (response.getCreated()) {
                seen.ready();
            } else if (response.getEventsCount() > 0) {
                seen.events(response.getEventsCount());
            }
        }

        @Override
        public void onError(Throwable failure) {
            seen.failed(failure);
        }

        @Override
        public void onCompleted() {
            seen.failed(new IllegalStateException("the server ended the stream"));
        }
    }
}
