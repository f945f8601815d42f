package io.mainstay.etcd.embedded.internal.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.internal.door.Door;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers, cancels and the closing of the door come from many threads at once; each call still ends once. */
class DoorRaceTest {
    private static final int CALLS = 4000;

    private final long seed = Long.getLong("mainstay.seed", System.identityHashCode(new Object()));
    private final ExecutorService pool = Executors.newFixedThreadPool(3);
    private final Complaints complaints = new Complaints("io.grpc");

    @BeforeEach
    void tellSeed() {
        System.out.println("DoorRaceTest: -Dmainstay.seed=" + seed);
    }

    @AfterEach
    void stop() throws Exception {
        complaints.close();
        pool.shutdownNow();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void everyCallAndStreamEndsOnceHoweverItEnds() throws Exception {
        Door door = Door.open(new Scattering(), new InetSocketAddress("127.0.0.1", 0));
        Transport transport = new GrpcTransportProvider()
                .connect(Endpoint.parse("127.0.0.1:" + door.address().getPort()));
        Random random = new Random(seed);
        Phaser open = new Phaser(1);
        List<AtomicInteger> ends = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            if (i == CALLS * 3 / 4) {
                pool.execute(door::close);
            }
            AtomicInteger ended = new AtomicInteger();
            Cancellable started = random.nextInt(4) == 0 ? stream(transport, ended, open) : put(transport, ended, open);
            if (random.nextInt(5) == 0) {
                pool.execute(() -> {
                    started.cancel();
                    // A cancelled one need not tell its end, but must not tell two.
                    if (ended.compareAndSet(0, 1)) {
                        open.arriveAndDeregister();
                    }
                });
            } else {
                ends.add(ended);
            }
        }
        open.awaitAdvanceInterruptibly(open.arrive(), 60, TimeUnit.SECONDS);
        assertThat(ends).allMatch(ended -> ended.get() == 1);
        transport.close();
        door.close();
        assertThat(complaints.heard()).isEmpty();
    }

    private static Cancellable put(Transport transport, AtomicInteger ended, Phaser open) {
        open.register();
        PutRequest request = PutRequest.of(Bytes.utf8("k"), Bytes.utf8("v"));
        return transport.call(Rpcs.PUT, request, CallContext.PLAIN, new ResponseHandler<>() {
            @Override
            public void onResponse(PutResult response) {
                end(ended, open);
            }

            @Override
            public void onFailure(TransportFailure failure) {
                end(ended, open);
            }
        });
    }

    private static Cancellable stream(Transport transport, AtomicInteger ended, Phaser open) {
        open.register();
        Exchange<WatchCommand> exchange = transport.open(Rpcs.WATCH, CallContext.PLAIN, new StreamHandler<>() {
            @Override
            public void onMessage(WatchReply message) {}

            @Override
            public void onEnd(@Nullable TransportFailure failure) {
                end(ended, open);
            }
        });
        exchange.request(20);
        exchange.send(new WatchCommand.Progress());
        return exchange;
    }

    private static void end(AtomicInteger ended, Phaser open) {
        if (ended.getAndIncrement() == 0) {
            open.arriveAndDeregister();
        }
    }

    /** Answers here or on another thread, well or ill, as chance will have it. */
    private final class Scattering implements Transport {
        private final Random random = new Random(seed + 1);

        @Override
        @SuppressWarnings("unchecked") // only puts are called
        public <Q, R> Cancellable call(Rpc<Q, R> rpc, Q request, CallContext context, ResponseHandler<R> handler) {
            R answer = (R) new PutResult(ResponseHeader.EMPTY, null);
            somewhere(() -> handler.onResponse(answer));
            return () -> {};
        }

        @Override
        @SuppressWarnings("unchecked") // only watches are opened
        public <Q, R> Exchange<Q> open(Rpc<Q, R> rpc, CallContext context, StreamHandler<R> handler) {
            R reply = (R) WatchReply.created(ResponseHeader.EMPTY, 1);
            return new Exchange<>() {
                private final AtomicInteger asked = new AtomicInteger();

                @Override
                public void send(Q message) {}

                @Override
                public void request(int messages) {
                    if (asked.getAndAdd(messages) > 10) {
                        return;
                    }
                    somewhere(() -> {
                        for (int i = 0; i < messages; i++) {
                            handler.onMessage(reply);
                        }
                        if (asked.get() > 10 && asked.getAndSet(1000) < 1000) {
                            handler.onEnd(null);
                        }
                    });
                }

                @Override
                public void halfClose() {}

                @Override
                public void cancel() {}
            };
        }

        private void somewhere(Runnable task) {
            if (random.nextBoolean()) {
                task.run();
            } else {
                pool.execute(task);
            }
        }

        @Override
        public void close() {}
    }
}
