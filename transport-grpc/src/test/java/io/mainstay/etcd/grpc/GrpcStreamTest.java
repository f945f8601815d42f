package io.mainstay.etcd.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.proto.rpc.LeaseKeepAliveResponse;
import io.mainstay.etcd.proto.rpc.WatchRequest;
import io.mainstay.etcd.proto.rpc.WatchResponse;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.RecordedStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams, against a server whose every move the test makes. */
class GrpcStreamTest {
    private static final WatchCommand CREATE =
            new WatchCommand.Create(KeyRange.single(Bytes.utf8("k")), 3, 0, true, false, true, Set.of());

    private ScriptedServer server;
    private Transport transport;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.start();
        transport = new GrpcTransportProvider().connect(server.endpoint());
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    static WatchResponse created(long id) {
        return WatchResponse.newBuilder().setWatchId(id).setCreated(true).build();
    }

    @Test
    void carriesCommandsThereAndRepliesBackInOrder() throws Exception {
        RecordedStream<WatchReply> watch = new RecordedStream<>();
        Exchange<WatchCommand> exchange = transport.open(Rpcs.WATCH, CallContext.REQUIRE_LEADER, watch);
        exchange.request(100);
        exchange.send(CREATE);
        exchange.send(new WatchCommand.Progress());
        exchange.send(new WatchCommand.Cancel(4));
        ScriptedServer.Call call = server.next();
        assertThat(call.header("hasleader")).isEqualTo("true");
        assertThat(WatchRequest.parseFrom(call.request()).getCreateRequest().getStartRevision())
                .isEqualTo(3);
        assertThat(WatchRequest.parseFrom(call.request()).hasProgressRequest()).isTrue();
        assertThat(WatchRequest.parseFrom(call.request()).getCancelRequest().getWatchId())
                .isEqualTo(4);
        for (int i = 0; i < 50; i++) {
            call.send(created(i));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(watch.message().watchId()).isEqualTo(i);
        }
    }

    @Test
    void aServerThatEndsTheStreamWithoutErrorIsOneEndWithoutFailure() throws Exception {
        RecordedStream<WatchReply> watch = open();
        ScriptedServer.Call call = server.next();
        call.send(created(1));
        call.end(Status.OK);
        watch.message();
        assertThat(watch.end()).isEmpty();
        assertStillWorks();
        watch.assertNoMore();
    }

    @Test
    void aServersErrorIsTheEnd() throws Exception {
        RecordedStream<WatchReply> watch = open();
        server.next().end(Status.UNAVAILABLE.withDescription("etcdserver: no leader"));
        assertThat(watch.end()).contains(TransportFailure.answered(ErrorCode.UNAVAILABLE, "etcdserver: no leader"));
    }

    @Test
    void anErrorWithoutTextIsTheEndToo() throws Exception {
        RecordedStream<WatchReply> watch = open();
        server.next().end(Status.UNAVAILABLE);
        assertThat(watch.end()).contains(TransportFailure.answered(ErrorCode.UNAVAILABLE, ""));
    }

    @Test
    void aLostConnectionIsTheEnd() throws Exception {
        RecordedStream<WatchReply> watch = open();
        server.next();
        server.close();
        TransportFailure failure = watch.end().orElseThrow();
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure.cause()).isNotNull();
        watch.assertNoMore();
    }

    @Test
    void withoutRoomNothingIsDeliveredAndTheServerIsHeldBackAndNothingIsLost() throws Exception {
        RecordedStream<WatchReply> watch = new RecordedStream<>();
        Exchange<WatchCommand> exchange = transport.open(Rpcs.WATCH, CallContext.PLAIN, watch);
        ScriptedServer.Call call = server.next();
        exchange.request(3);
        WatchResponse padded =
                WatchResponse.newBuilder().setCancelReason("x".repeat(100_000)).build();
        int sent = 0;
        while (call.outer.isReady() || sent < 3) {
            assertThat(sent).as("messages taken before the server is held back").isLessThan(1000);
            call.send(padded.toBuilder().setWatchId(sent++).build());
        }
        for (int i = 0; i < 3; i++) {
            assertThat(watch.message().watchId()).isEqualTo(i);
        }
        assertStillWorks();
        watch.assertNoMore();
        call.end(Status.OK);
        exchange.request(sent);
        for (int i = 3; i < sent; i++) {
            assertThat(watch.message().watchId()).isEqualTo(i);
        }
        assertThat(watch.end()).isEmpty();
    }

    @Test
    void cancellingReachesTheServerAndSilencesTheHandler() throws Exception {
        RecordedStream<WatchReply> watch = new RecordedStream<>();
        Exchange<WatchCommand> exchange = transport.open(Rpcs.WATCH, CallContext.PLAIN, watch);
        exchange.request(10);
        ScriptedServer.Call call = server.next();
        exchange.cancel();
        exchange.cancel();
        exchange.send(CREATE);
        exchange.request(1);
        exchange.halfClose();
        assertThat(call.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        assertStillWorks();
        watch.assertNoMore();
    }

    @Test
    void halfClosingEndsOnlyOneDirection() throws Exception {
        RecordedStream<WatchReply> watch = new RecordedStream<>();
        Exchange<WatchCommand> exchange = transport.open(Rpcs.WATCH, CallContext.PLAIN, watch);
        exchange.request(10);
        exchange.halfClose();
        exchange.halfClose();
        exchange.send(CREATE);
        ScriptedServer.Call call = server.next();
        assertThat(call.halfClosed.await(20, TimeUnit.SECONDS)).isTrue();
        call.send(created(8));
        assertThat(watch.message().watchId()).isEqualTo(8);
        assertThat(call.requests).isEmpty();
    }

    @Test
    void aHandlerThatThrowsEndsItsStreamAndNoOther() throws Exception {
        CompletableFuture<@Nullable TransportFailure> end = new CompletableFuture<>();
        Exchange<WatchCommand> exchange = transport.open(Rpcs.WATCH, CallContext.PLAIN, new StreamHandler<>() {
            @Override
            public void onMessage(WatchReply message) {
                throw new IllegalStateException("boom");
            }

            @Override
            public void onEnd(@Nullable TransportFailure failure) {
                assertThat(end.complete(failure)).isTrue();
            }
        });
        exchange.request(10);
        ScriptedServer.Call call = server.next();
        call.send(created(1));
        TransportFailure failure = end.get(20, TimeUnit.SECONDS);
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(failure.cause()).hasMessage("boom");
        assertThat(call.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        assertStillWorks();
    }

    @Test
    void keepsLeasesAlive() throws Exception {
        assertStillWorks();
    }

    private RecordedStream<WatchReply> open() {
        RecordedStream<WatchReply> watch = new RecordedStream<>();
        transport.open(Rpcs.WATCH, CallContext.PLAIN, watch).request(10);
        return watch;
    }

    /** One keep-alive there and back, on the same connection as everything before. */
    private void assertStillWorks() throws Exception {
        RecordedStream<LeaseKeepAliveResult> leases = new RecordedStream<>();
        Exchange<LeaseKeepAliveRequest> exchange = transport.open(Rpcs.LEASE_KEEP_ALIVE, CallContext.PLAIN, leases);
        exchange.request(1);
        exchange.send(new LeaseKeepAliveRequest(-77));
        ScriptedServer.Call call = server.next();
        assertThat(io.mainstay.etcd.proto.rpc.LeaseKeepAliveRequest.parseFrom(call.request())
                        .getID())
                .isEqualTo(-77);
        call.send(LeaseKeepAliveResponse.newBuilder().setID(-77).setTTL(5).build());
        LeaseKeepAliveResult answer = leases.message();
        assertThat(answer.id()).isEqualTo(-77);
        assertThat(answer.ttl()).isEqualTo(Duration.ofSeconds(5));
        exchange.cancel();
    }
}
