package io.mainstay.etcd.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.proto.mvcc.KeyValue;
import io.mainstay.etcd.proto.rpc.KVGrpc;
import io.mainstay.etcd.proto.rpc.PutResponse;
import io.mainstay.etcd.proto.rpc.RangeResponse;
import io.mainstay.etcd.proto.rpc.ResponseHeader;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a call costs in memory, beside the bare stub that grpc-java generates, with values of 128 bytes and 64 calls in
 * flight. Memory, unlike time, can be measured on a busy machine.
 */
class CallCostTest {
    private static final int IN_FLIGHT = 64;
    private static final int CALLS = 6_000;
    private static final byte[] VALUE = new byte[128];
    private static final Bytes KEY = Bytes.utf8("a-key-of-usual-length");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private EventLoopGroup serverLoop;
    private EventLoopGroup stubLoop;
    private Server server;
    private ManagedChannel channel;
    private Transport transport;

    @BeforeEach
    void start() throws Exception {
        serverLoop = loop("cost-server");
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .bossEventLoopGroup(serverLoop)
                .workerEventLoopGroup(serverLoop)
                .channelType(NioServerSocketChannel.class)
                .directExecutor()
                .addService(new FixedKv())
                .build()
                .start();
        stubLoop = loop("cost-stub");
        channel = NettyChannelBuilder.forAddress(new InetSocketAddress("127.0.0.1", server.getPort()))
                .eventLoopGroup(stubLoop)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .usePlaintext()
                .build();
        transport = new GrpcTransportProvider().connect(Endpoint.parse("http://127.0.0.1:" + server.getPort()));
    }

    @AfterEach
    void stop() throws Exception {
        transport.close();
        channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        stubLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        serverLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void aPutCostsNoMoreThanWithTheBareStub() throws Exception {
        KVGrpc.KVStub stub = KVGrpc.newStub(channel);
        ByteString key = ByteString.copyFrom(KEY.toByteArray());
        compare("put", transport(Rpcs.PUT, PutRequest.of(KEY, Bytes.of(VALUE))), done -> {
            io.mainstay.etcd.proto.rpc.PutRequest request = io.mainstay.etcd.proto.rpc.PutRequest.newBuilder()
                    .setKey(key)
                    .setValue(ByteString.copyFrom(VALUE))
                    .build();
            stub.put(request, new Observer<>(done));
        });
    }

    @Test
    void aGetCostsNoMoreThanWithTheBareStub() throws Exception {
        KVGrpc.KVStub stub = KVGrpc.newStub(channel);
        ByteString key = ByteString.copyFrom(KEY.toByteArray());
        compare("get", transport(Rpcs.RANGE, RangeRequest.of(KEY)), done -> {
            io.mainstay.etcd.proto.rpc.RangeRequest request = io.mainstay.etcd.proto.rpc.RangeRequest.newBuilder()
                    .setKey(key)
                    .build();
            stub.range(request, new Observer<>(done));
        });
    }

    private <Q, R> Consumer<Runnable> transport(Rpc<Q, R> rpc, Q request) {
        return done -> transport.call(rpc, request, CallContext.PLAIN, new ResponseHandler<>() {
            @Override
            public void onResponse(R response) {
                done.run();
            }

            @Override
            public void onFailure(TransportFailure failure) {
                throw new AssertionError(failure);
            }
        });
    }

    private static void compare(String what, Consumer<Runnable> ours, Consumer<Runnable> bare) throws Exception {
        long least = Long.MAX_VALUE;
        long leastBare = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            least = Math.min(least, bytesPerCall("mainstay-grpc", ours));
            leastBare = Math.min(leastBare, bytesPerCall("cost-stub", bare));
        }
        System.out.println("bytes a " + what + ": transport " + least + ", bare stub " + leastBare);
        assertThat(least).isLessThanOrEqualTo(leastBare);
    }

    /** Allocated by the calling thread and the threads of that name, once all is warm. */
    private static long bytesPerCall(String threads, Consumer<Runnable> call) throws Exception {
        run(CALLS / 3, call);
        long before = allocated(threads);
        run(CALLS, call);
        return (allocated(threads) - before) / CALLS;
    }

    private static void run(int calls, Consumer<Runnable> call) throws Exception {
        AtomicInteger left = new AtomicInteger(calls);
        Semaphore done = new Semaphore(0);
        Runnable next = new Runnable() {
            @Override
            public void run() {
                if (left.decrementAndGet() >= 0) {
                    call.accept(this);
                } else {
                    done.release();
                }
            }
        };
        for (int i = 0; i < IN_FLIGHT; i++) {
            next.run();
        }
        assertThat(done.tryAcquire(IN_FLIGHT, 60, TimeUnit.SECONDS)).isTrue();
    }

    private static long allocated(String threads) {
        Stream<Thread> callers = Stream.of(Thread.currentThread());
        Stream<Thread> loops = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(threads));
        return Stream.concat(callers, loops)
                .mapToLong(thread -> THREADS.getThreadAllocatedBytes(thread.getId()))
                .sum();
    }

    private static EventLoopGroup loop(String name) {
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    private record Observer<R>(Runnable done) implements StreamObserver<R> {
        @Override
        public void onNext(R value) {}

        @Override
        public void onError(Throwable t) {
            throw new AssertionError(t);
        }

        @Override
        public void onCompleted() {
            done.run();
        }
    }

    private static final class FixedKv extends KVGrpc.KVImplBase {
        private static final ResponseHeader HEADER = ResponseHeader.newBuilder()
                .setClusterId(0x1234567890abcdefL)
                .setMemberId(0x1234567890abcdL)
                .setRevision(1_000_000)
                .setRaftTerm(3)
                .build();
        private static final PutResponse PUT =
                PutResponse.newBuilder().setHeader(HEADER).build();
        private static final RangeResponse RANGE = RangeResponse.newBuilder()
                .setHeader(HEADER)
                .setCount(1)
                .addKvs(KeyValue.newBuilder()
                        .setKey(ByteString.copyFrom(KEY.toByteArray()))
                        .setValue(ByteString.copyFrom(VALUE))
                        .setCreateRevision(900_000)
                        .setModRevision(1_000_000)
                        .setVersion(7))
                .build();

        @Override
        public void put(io.mainstay.etcd.proto.rpc.PutRequest request, StreamObserver<PutResponse> answer) {
            answer.onNext(PUT);
            answer.onCompleted();
        }

        @Override
        public void range(io.mainstay.etcd.proto.rpc.RangeRequest request, StreamObserver<RangeResponse> answer) {
            answer.onNext(RANGE);
            answer.onCompleted();
        }
    }
}
