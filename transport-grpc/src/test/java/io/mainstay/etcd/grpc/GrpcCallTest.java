package io.mainstay.etcd.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Context;
import io.grpc.Status;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.proto.mvcc.KeyValue;
import io.mainstay.etcd.proto.rpc.PutResponse;
import io.mainstay.etcd.proto.rpc.RangeResponse;
import io.mainstay.etcd.proto.rpc.ResponseHeader;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testing.RecordedCall;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls with one answer, against a server whose every move the test makes. */
class GrpcCallTest {
    private static final PutRequest PUT = PutRequest.of(Bytes.utf8("k"), Bytes.utf8("v"));

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

    @Test
    void bringsTheRequestThereAndTheAnswerBack() throws Exception {
        RecordedCall<PutResult> outcome = put();
        ScriptedServer.Call call = server.next();
        assertThat(call.method()).isEqualTo("etcdserverpb.KV/Put");
        var request = io.mainstay.etcd.proto.rpc.PutRequest.parseFrom(call.request());
        assertThat(request.getKey().toStringUtf8()).isEqualTo("k");
        assertThat(request.getValue().toStringUtf8()).isEqualTo("v");
        answer(call, 7);
        assertThat(outcome.response().header().revision()).isEqualTo(7);
    }

    @Test
    void sendsNoMoreHeadersThanAreDue() throws Exception {
        put();
        ScriptedServer.Call call = server.next();
        assertThat(call.header("user-agent")).startsWith("mainstay ");
        assertThat(call.header("grpc-accept-encoding")).isNull();
        assertThat(call.header("grpc-timeout")).isNull();
        assertThat(call.header("hasleader")).isNull();
    }

    @Test
    void asksForALeaderWhenTold() throws Exception {
        transport.call(Rpcs.PUT, PUT, CallContext.REQUIRE_LEADER, new RecordedCall<>());
        assertThat(server.next().header("hasleader")).isEqualTo("true");
    }

    @Test
    void passesAServersErrorOn() throws Exception {
        RecordedCall<PutResult> outcome = put();
        server.next().end(Status.NOT_FOUND.withDescription("etcdserver: requested lease not found"));
        assertThat(outcome.failure())
                .isEqualTo(TransportFailure.answered(ErrorCode.NOT_FOUND, "etcdserver: requested lease not found"));
    }

    @Test
    void standsAnErrorWithoutAnyText() throws Exception {
        RecordedCall<PutResult> outcome = put();
        server.next().end(Status.UNAVAILABLE);
        assertThat(outcome.failure()).isEqualTo(TransportFailure.answered(ErrorCode.UNAVAILABLE, ""));
    }

    @Test
    void failsWhenTheServerEndsWithoutAnswer() throws Exception {
        RecordedCall<PutResult> outcome = put();
        server.next().end(Status.OK);
        assertThat(outcome.failure().code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void failsWhenTheAnswerIsGarbage() throws Exception {
        RecordedCall<PutResult> outcome = put();
        server.next().send(new byte[] {-1, -1, -1});
        TransportFailure failure = outcome.failure();
        assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(failure.sent()).isTrue();
        assertThat(failure.cause()).isNotNull();
    }

    @Test
    void takesAnAnswerOfAnySize() throws Exception {
        RecordedCall<RangeResult> outcome = new RecordedCall<>();
        transport.call(Rpcs.RANGE, RangeRequest.of(Bytes.utf8("k")), CallContext.PLAIN, outcome);
        byte[] big = new byte[9 << 20];
        big[big.length - 1] = 42;
        KeyValue kv = KeyValue.newBuilder()
                .setValue(com.google.protobuf.ByteString.copyFrom(big))
                .build();
        ScriptedServer.Call call = server.next();
        call.send(RangeResponse.newBuilder().addKvs(kv).build());
        call.end(Status.OK);
        assertThat(outcome.response().kvs().get(0).value()).isEqualTo(Bytes.wrap(big));
    }

    @Test
    void aCancelReachesTheServerAndSilencesTheHandler() throws Exception {
        RecordedCall<PutResult> outcome = new RecordedCall<>();
        Cancellable running = transport.call(Rpcs.PUT, PUT, CallContext.PLAIN, outcome);
        ScriptedServer.Call call = server.next();
        running.cancel();
        running.cancel();
        assertThat(call.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        assertWorks();
        outcome.assertNoMore();
    }

    @Test
    void aCallCutOffMidwayMayHaveBeenApplied() throws Exception {
        RecordedCall<PutResult> outcome = put();
        server.next().request();
        server.close();
        TransportFailure failure = outcome.failure();
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure.sent()).isTrue();
        assertThat(failure.cause()).isNotNull();
        outcome.assertNoMore();
    }

    @Test
    void isNotTiedToTheGrpcContextOfItsCaller() throws Exception {
        Context.CancellableContext mine = Context.ROOT.withCancellation();
        RecordedCall<PutResult> outcome = new RecordedCall<>();
        mine.run(() -> transport.call(Rpcs.PUT, PUT, CallContext.PLAIN, outcome));
        ScriptedServer.Call call = server.next();
        mine.cancel(null);
        answer(call, 3);
        assertThat(outcome.response().header().revision()).isEqualTo(3);
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(TransportProvider.class)).hasAtLeastOneElementOfType(GrpcTransportProvider.class);
    }

    @Test
    void refusesOtherSchemes() {
        assertThatThrownBy(() -> new GrpcTransportProvider().connect(Endpoint.parse("ftp://h:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ftp://h:1");
    }

    private void assertWorks() throws InterruptedException {
        RecordedCall<PutResult> outcome = put();
        answer(server.next(), 9);
        assertThat(outcome.response().header().revision()).isEqualTo(9);
    }

    private RecordedCall<PutResult> put() {
        RecordedCall<PutResult> outcome = new RecordedCall<>();
        transport.call(Rpcs.PUT, PUT, CallContext.PLAIN, outcome);
        return outcome;
    }

    private static void answer(ScriptedServer.Call call, long revision) {
        call.send(PutResponse.newBuilder()
                .setHeader(ResponseHeader.newBuilder().setRevision(revision))
                .build());
        call.end(Status.OK);
    }
}
