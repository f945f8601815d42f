package io.mainstay.bench.peer;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.mainstay.bench.load.Done;
import io.mainstay.bench.load.Peer;
import io.mainstay.etcd.proto.rpc.KVGrpc;
import io.mainstay.etcd.proto.rpc.PutRequest;
import io.mainstay.etcd.proto.rpc.PutResponse;
import io.mainstay.etcd.proto.rpc.RangeRequest;
import io.mainstay.etcd.proto.rpc.RangeResponse;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The generated grpc-java stub with nothing around it: no deadline, no retry, answers handled on the I/O thread. What a
 * client over grpc-java costs at the least.
 */
public final class StubPeer implements Peer {
    private final ManagedChannel channel;
    private final KVGrpc.KVBlockingStub blocking;
    private final KVGrpc.KVStub async;

    /** Connects. */
    public StubPeer(String endpoint) {
        URI address = URI.create(endpoint);
        channel = NettyChannelBuilder.forAddress(address.getHost(), address.getPort())
                .usePlaintext()
                .directExecutor()
                .disableRetry()
                .build();
        blocking = KVGrpc.newBlockingStub(channel);
        async = KVGrpc.newStub(channel);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        blocking.put(putRequest(key, value));
    }

    @Override
    public int get(byte[] key) {
        return size(blocking.range(rangeRequest(key)));
    }

    @Override
    public void put(byte[] key, byte[] value, Done done) {
        async.put(putRequest(key, value), new Answer<PutResponse>(done) {
            @Override
            int size(PutResponse response) {
                return 0;
            }
        });
    }

    @Override
    public void get(byte[] key, Done done) {
        async.range(rangeRequest(key), new Answer<RangeResponse>(done) {
            @Override
            int size(RangeResponse response) {
                return StubPeer.size(response);
            }
        });
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    private static PutRequest putRequest(byte[] key, byte[] value) {
        return PutRequest.newBuilder()
                .setKey(ByteString.copyFrom(key))
                .setValue(ByteString.copyFrom(value))
                .build();
    }

    private static RangeRequest rangeRequest(byte[] key) {
        return RangeRequest.newBuilder().setKey(ByteString.copyFrom(key)).build();
    }

    private static int size(RangeResponse response) {
        return response.getKvsCount() == 0 ? -1 : response.getKvs(0).getValue().size();
    }

    /** Hands the answer on when the call has ended, as a future would. */
    private abstract static class Answer<T> implements StreamObserver<T> {
        private final Done done;
        private @Nullable T response;

        Answer(Done done) {
            this.done = done;
        }

        abstract int size(T response);

        @Override
        public void onNext(T value) {
            response = value;
        }

        @Override
        public void onError(Throwable failure) {
            done.ended(-1, failure);
        }

        @Override
        public void onCompleted() {
            T answer = response;
            done.ended(answer == null ? -1 : size(answer), null);
        }
    }
}
