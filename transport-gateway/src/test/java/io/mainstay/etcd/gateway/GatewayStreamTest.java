package io.mainstay.etcd.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.cluster.SnapshotChunk;
import io.mainstay.etcd.cluster.SnapshotRequest;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.RecordedStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams, each of which is one request or several. */
class GatewayStreamTest {
    private static final String CREATED =
            "{\"result\":{\"header\":{\"revision\":\"7\"},\"watch_id\":\"%s\",\"created\":true}}\n";
    private static final String EVENT =
            "{\"result\":{\"watch_id\":\"%s\",\"events\":[{\"kv\":{\"key\":\"aw==\",\"mod_revision\":\"8\"}}]}}\n";

    @Test
    void eachWatchIsARequestAndItsCancelHangsUp() throws Exception {
        try (FakeGateway gateway = new FakeGateway(GatewayStreamTest::serveWatch);
                Transport transport = gateway.connect()) {
            RecordedStream<WatchReply> seen = new RecordedStream<>();
            Exchange<WatchCommand> stream = transport.open(Rpcs.WATCH, CallContext.PLAIN, seen);
            stream.request(100);
            stream.send(create(5));
            assertThat(seen.message()).satisfies(reply -> {
                assertThat(reply.kind()).isEqualTo(WatchReply.Kind.CREATED);
                assertThat(reply.watchId()).isEqualTo(5);
            });
            assertThat(seen.message().watchId()).isEqualTo(5);
            stream.send(create(6));
            assertThat(seen.message().watchId()).isEqualTo(6);
            assertThat(seen.message().watchId()).isEqualTo(6);
            stream.send(new WatchCommand.Progress());
            stream.send(new WatchCommand.Cancel(5));
            WatchReply canceled = seen.message();
            assertThat(canceled.kind()).isEqualTo(WatchReply.Kind.CANCELED);
            assertThat(canceled.watchId()).isEqualTo(5);
            assertThat(canceled.cancelReason()).isEmpty();
            gateway.awaitHangup();
            stream.cancel();
            gateway.awaitHangup();
            seen.assertNoMore();
        }
    }

    @Test
    void aWatchWithoutAnIdGetsOneOfItsOwn() throws Exception {
        try (FakeGateway gateway = new FakeGateway(GatewayStreamTest::serveWatch);
                Transport transport = gateway.connect()) {
            RecordedStream<WatchReply> seen = new RecordedStream<>();
            Exchange<WatchCommand> stream = transport.open(Rpcs.WATCH, CallContext.PLAIN, seen);
            stream.request(100);
            stream.send(create(0));
            assertThat(seen.message().watchId()).isEqualTo(0);
            seen.message();
            stream.send(create(0));
            assertThat(seen.message().watchId()).isEqualTo(1);
            seen.message();
            stream.send(create(1));
            WatchReply refused = seen.message();
            assertThat(refused.kind()).isEqualTo(WatchReply.Kind.REFUSED);
            assertThat(refused.cancelReason()).contains("duplicate watch ID");
            stream.cancel();
        }
    }

    @Test
    void aRefusalIsToldUnderTheIdThatWasAskedForAndTheStreamGoesOn() throws Exception {
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    answer.beginChunks();
                    answer.chunk("{\"result\":{\"watch_id\":\"-1\",\"created\":true,\"canceled\":true,"
                            + "\"cancel_reason\":\"mvcc: watcher range is empty\"}}\n");
                    answer.untilHangup();
                });
                Transport transport = gateway.connect()) {
            RecordedStream<WatchReply> seen = new RecordedStream<>();
            Exchange<WatchCommand> stream = transport.open(Rpcs.WATCH, CallContext.PLAIN, seen);
            stream.request(1);
            stream.send(create(9));
            WatchReply refused = seen.message();
            assertThat(refused.kind()).isEqualTo(WatchReply.Kind.REFUSED);
            assertThat(refused.watchId()).isEqualTo(9);
            gateway.awaitHangup();
            seen.assertNoMore();
            stream.cancel();
        }
    }

    @Test
    void theEndOfOneWatchThatNobodyAskedForIsTheEndOfTheStream() throws Exception {
        CountDownLatch bothRun = new CountDownLatch(2);
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    answer.beginChunks();
                    answer.chunk(CREATED.formatted(1));
                    bothRun.countDown();
                    if (request.body().contains("\"watch_id\":\"1\"")) {
                        await(bothRun);
                        answer.cut();
                    } else {
                        answer.untilHangup();
                    }
                });
                Transport transport = gateway.connect()) {
            RecordedStream<WatchReply> seen = new RecordedStream<>();
            Exchange<WatchCommand> stream = transport.open(Rpcs.WATCH, CallContext.PLAIN, seen);
            stream.request(100);
            stream.send(create(2));
            seen.message();
            stream.send(create(1));
            seen.message();
            TransportFailure failure = seen.end().orElseThrow();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.sent()).isTrue();
            gateway.awaitHangup();
            gateway.awaitHangup();
            seen.assertNoMore();
        }
    }

    @Test
    void withoutRoomNothingIsDeliveredAndLittleIsRead() throws Exception {
        AtomicInteger written = new AtomicInteger();
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    answer.beginChunks();
                    String line = "{\"result\":{\"blob\":\"" + "AAAA".repeat(5000) + "\"}}\n";
                    for (int i = 0; i < 5000; i++) {
                        answer.chunk(line);
                        written.incrementAndGet();
                    }
                    answer.endChunks();
                });
                Transport transport = gateway.connect()) {
            RecordedStream<SnapshotChunk> seen = new RecordedStream<>();
            Exchange<SnapshotRequest> stream = transport.open(Rpcs.SNAPSHOT, CallContext.PLAIN, seen);
            stream.send(new SnapshotRequest());
            stream.halfClose();
            stream.request(3);
            for (int i = 0; i < 3; i++) {
                assertThat(seen.message().blob().size()).isEqualTo(15_000);
            }
            // What is on its way fills the buffers of two sockets and no more: 100 MB would not fit.
            assertThat(written.get()).isLessThan(5000);
            assertThat(seen.waiting()).isZero();
            stream.request(Integer.MAX_VALUE);
            for (int i = 3; i < 5000; i++) {
                seen.message();
            }
            assertThat(seen.end()).isEmpty();
        }
    }

    @Test
    void keepAlivesAreAnsweredInTheOrderInWhichTheyWereSent() throws Exception {
        CountDownLatch laterOnesAnswered = new CountDownLatch(5);
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    String id = request.body().replaceAll("\\D", "");
                    if (id.equals("100")) {
                        await(laterOnesAnswered);
                    }
                    answer.beginChunks();
                    answer.chunk("{\"result\":{\"ID\":\"" + id + "\",\"TTL\":\"5\"}}\n");
                    answer.endChunks();
                    laterOnesAnswered.countDown();
                });
                Transport transport = gateway.connect()) {
            RecordedStream<LeaseKeepAliveResult> seen = new RecordedStream<>();
            Exchange<LeaseKeepAliveRequest> stream = transport.open(Rpcs.LEASE_KEEP_ALIVE, CallContext.PLAIN, seen);
            stream.request(100);
            for (int id = 100; id < 140; id++) {
                stream.send(new LeaseKeepAliveRequest(id));
            }
            stream.halfClose();
            for (int id = 100; id < 140; id++) {
                assertThat(seen.message().id()).isEqualTo(id);
            }
            assertThat(seen.end()).isEmpty();
        }
    }

    @Test
    void aKeepAliveWithoutAnAnswerEndsTheStreamTyped() throws Exception {
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    answer.beginChunks();
                    answer.endChunks();
                });
                Transport transport = gateway.connect()) {
            RecordedStream<LeaseKeepAliveResult> seen = new RecordedStream<>();
            Exchange<LeaseKeepAliveRequest> stream = transport.open(Rpcs.LEASE_KEEP_ALIVE, CallContext.PLAIN, seen);
            stream.send(new LeaseKeepAliveRequest(1));
            assertThat(seen.end().orElseThrow().code()).isEqualTo(ErrorCode.INTERNAL);
        }
    }

    @Test
    void aStreamThatIsNoJsonEndsTyped() throws Exception {
        for (String line : new String[] {"<html>\n", "{\"result\":\n", "{\"neither\":1}\n", "[]\n", "{} {}\n"}) {
            try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                        answer.beginChunks();
                        answer.chunk(line);
                        answer.untilHangup();
                    });
                    Transport transport = gateway.connect()) {
                RecordedStream<WatchReply> seen = new RecordedStream<>();
                Exchange<WatchCommand> stream = transport.open(Rpcs.WATCH, CallContext.PLAIN, seen);
                stream.request(1);
                stream.send(create(1));
                assertThat(seen.end().orElseThrow().text()).as(line).contains("/v3/watch", "none of etcd's gateway");
                gateway.awaitHangup();
            }
        }
    }

    @Test
    void aRefusedStreamEndsWithWhatTheServerSaid() throws Exception {
        try (FakeGateway gateway =
                        FakeGateway.answering(403, "{\"code\":7,\"message\":\"etcdserver: permission denied\"}");
                Transport transport = gateway.connect()) {
            RecordedStream<SnapshotChunk> seen = new RecordedStream<>();
            Exchange<SnapshotRequest> stream = transport.open(Rpcs.SNAPSHOT, CallContext.PLAIN, seen);
            stream.send(new SnapshotRequest());
            assertThat(seen.end())
                    .contains(TransportFailure.answered(ErrorCode.PERMISSION_DENIED, "etcdserver: permission denied"));
        }
    }

    @Test
    void aServerThatGivesNoSignOfLifeLosesItsStreams() throws Exception {
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    if (request.line().contains("/v3/watch")) {
                        answer.beginChunks();
                        answer.chunk(CREATED.formatted(1));
                    }
                    answer.untilHangup();
                });
                Transport transport = connect(gateway, Duration.ofMillis(30))) {
            RecordedStream<WatchReply> seen = new RecordedStream<>();
            Exchange<WatchCommand> stream = transport.open(Rpcs.WATCH, CallContext.PLAIN, seen);
            stream.request(10);
            stream.send(create(1));
            seen.message();
            TransportFailure failure = seen.end().orElseThrow();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.text()).contains("no sign of life");
            gateway.awaitHangup();
            gateway.awaitHangup();
        }
    }

    @Test
    void aServerThatAnswersAnythingKeepsItsSilentStreams() throws Exception {
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    if (request.line().contains("/v3/watch")) {
                        answer.beginChunks();
                        answer.chunk(CREATED.formatted(1));
                        answer.untilHangup();
                    } else {
                        answer.whole(400, "{\"code\":3,\"message\":\"etcdserver: user name is empty\"}");
                    }
                });
                Transport transport = connect(gateway, Duration.ofSeconds(20))) {
            RecordedStream<WatchReply> seen = new RecordedStream<>();
            Exchange<WatchCommand> stream = transport.open(Rpcs.WATCH, CallContext.PLAIN, seen);
            stream.request(10);
            stream.send(create(1));
            seen.message();
            assertThat(gateway.request().line()).contains("/v3/watch");
            for (int i = 0; i < 3; i++) {
                assertThat(gateway.request().line()).contains("/v3/maintenance/status");
            }
            stream.cancel();
            gateway.awaitHangup();
            seen.assertNoMore();
        }
    }

    private static Transport connect(FakeGateway gateway, Duration patience) {
        ConnectOptions options = ConnectOptions.DEFAULT.withKeepAlive(Duration.ofMillis(30), patience);
        return new GatewayTransportProvider().connect(gateway.endpoint(), options);
    }

    @Test
    void aHandlerThatThrowsEndsItsStreamAndIsTold() throws Exception {
        try (FakeGateway gateway = new FakeGateway(GatewayStreamTest::serveWatch);
                Transport transport = gateway.connect()) {
            RecordedStream<WatchReply> seen = new RecordedStream<>();
            Exchange<WatchCommand> stream = transport.open(Rpcs.WATCH, CallContext.PLAIN, new StreamHandler<>() {
                @Override
                public void onMessage(WatchReply message) {
                    throw new IllegalStateException("thrown by the test");
                }

                @Override
                public void onEnd(@Nullable TransportFailure failure) {
                    seen.onEnd(failure);
                }
            });
            stream.request(10);
            stream.send(create(1));
            assertThat(seen.end().orElseThrow().text()).contains("thrown by the test");
            gateway.awaitHangup();
        }
    }

    private static void serveWatch(FakeGateway.Request request, FakeGateway.Answer answer) throws IOException {
        answer.beginChunks();
        answer.chunk(CREATED.formatted(0) + EVENT.formatted(0));
        answer.untilHangup();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WatchCommand.Create create(long id) {
        return new WatchCommand.Create(KeyRange.single(Bytes.utf8("k")), 0, id, false, false, true, Set.of());
    }
}
