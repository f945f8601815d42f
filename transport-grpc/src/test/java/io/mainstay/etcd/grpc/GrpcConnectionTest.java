package io.mainstay.etcd.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.proto.rpc.RangeResponse;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.RecordedCall;
import io.mainstay.etcd.testing.RecordedStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** How a transport gets its connection, loses it, says so, and gets another. */
class GrpcConnectionTest {
    private static final RangeRequest GET = RangeRequest.of(Bytes.utf8("k"));

    @Test
    void aRefusedConnectionIsToldAsSuchAndNothingWasSent() throws Exception {
        try (Transport transport = connect("http://127.0.0.1:" + freePort())) {
            TransportFailure failure = get(transport).failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.sent()).isFalse();
            assertThat(failure.text()).contains("Connection refused");
            assertThat(causes(failure))
                    .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("Connection refused"));
        }
    }

    @Test
    void aNameWithoutAnAddressIsToldAsSuch() throws Exception {
        try (Transport transport = connect("http://no-such-host.invalid:2379")) {
            TransportFailure failure = get(transport).failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.sent()).isFalse();
            assertThat(failure.text()).contains("no-such-host.invalid");
            assertThat(causes(failure)).hasAtLeastOneElementOfType(UnknownHostException.class);
        }
    }

    @Test
    void afterManyRefusalsTheFirstCallToALivingServerSucceeds() throws Exception {
        int port = freePort();
        try (Transport transport = connect("http://127.0.0.1:" + port)) {
            for (int i = 0; i < 12; i++) {
                assertThat(get(transport).failure().text()).contains("Connection refused");
            }
            try (ScriptedServer server = ScriptedServer.start(port)) {
                assertAnswers(transport, server);
            }
            TransportFailure failure = get(transport).failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            try (ScriptedServer server = ScriptedServer.start(port)) {
                assertAnswers(transport, server);
            }
        }
    }

    @Test
    void callsStartedFromAFailuresHandlerFailOnTheirOwnAndDoNotPileUp() throws Exception {
        try (Transport transport = connect("http://127.0.0.1:" + freePort())) {
            CompletableFuture<Integer> depth = new CompletableFuture<>();
            retry(transport, 300, depth);
            assertThat(depth.get(30, java.util.concurrent.TimeUnit.SECONDS)).isLessThan(60);
        }
    }

    private static void retry(Transport transport, int times, CompletableFuture<Integer> deepest) {
        transport.call(Rpcs.RANGE, GET, CallContext.PLAIN, new RecordedCall<RangeResult>() {
            @Override
            public void onFailure(TransportFailure failure) {
                if (times == 0) {
                    deepest.complete(Thread.currentThread().getStackTrace().length);
                } else {
                    retry(transport, times - 1, deepest);
                }
            }
        });
    }

    @Test
    void aConnectionClosedAtOnceSentNothing() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Transport transport = connect("http://127.0.0.1:" + socket.getLocalPort())) {
            RecordedCall<RangeResult> outcome = get(transport);
            try (Socket accepted = socket.accept()) {
                accepted.setSoLinger(true, 0);
            }
            TransportFailure failure = outcome.failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.sent()).isFalse();
            assertThat(failure.text()).contains("perhaps the server wants TLS (write https://)");
        }
    }

    @Test
    void afterGoAwayRunningStreamsRunOnAndNewCallsLookForANewConnection() throws Exception {
        int port;
        try (ScriptedServer server = ScriptedServer.start();
                Transport transport = connect("http://127.0.0.1:" + server.port())) {
            port = server.port();
            RecordedStream<WatchReply> watch = new RecordedStream<>();
            transport.open(Rpcs.WATCH, CallContext.PLAIN, watch).request(10);
            ScriptedServer.Call stream = server.next();
            server.goAway();
            TransportFailure failure = failureOfTheFirstCallAfter(server, transport);
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.sent()).isFalse();
            stream.send(GrpcStreamTest.created(5));
            assertThat(watch.message().watchId()).isEqualTo(5);
            server.close();
            TransportFailure end = watch.end().orElseThrow();
            assertThat(end.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(end.sent()).isTrue();
            try (ScriptedServer again = ScriptedServer.start(port)) {
                assertAnswers(transport, again);
            }
            watch.assertNoMore();
        }
    }

    /** Calls that come before the GOAWAY does are served still. */
    private static TransportFailure failureOfTheFirstCallAfter(ScriptedServer server, Transport transport)
            throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            RecordedCall<RangeResult> outcome = get(transport);
            while (!outcome.isThere()) {
                server.poll().ifPresent(GrpcConnectionTest::answer);
            }
            if (!outcome.isResponse()) {
                return outcome.failure();
            }
        }
        throw new AssertionError("calls go on being served");
    }

    @Test
    void closingEndsEveryCallAndStreamOnceAndLeavesNoThread() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            Transport transport = connect("http://localhost:" + server.port());
            RecordedCall<RangeResult> call = get(transport);
            server.next();
            RecordedStream<WatchReply> watch = new RecordedStream<>();
            transport.open(Rpcs.WATCH, CallContext.PLAIN, watch).request(1);
            server.next();
            assertThat(threads("localhost:" + server.port())).isNotEmpty();

            transport.close();
            transport.close();

            assertThat(call.failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(watch.end()).isPresent();
            awaitEnd("localhost:" + server.port());
            assertThat(threads("localhost:" + server.port())).isEmpty();
            assertThat(get(transport).failure())
                    .satisfies(failure -> assertThat(failure.sent()).isFalse())
                    .satisfies(failure -> assertThat(failure.text()).contains("closed"));
            RecordedStream<WatchReply> late = new RecordedStream<>();
            transport.open(Rpcs.WATCH, CallContext.PLAIN, late).request(1);
            assertThat(late.end()).isPresent();
            call.assertNoMore();
            watch.assertNoMore();
        }
    }

    @Test
    void closingFromAHandlerDoesNotWaitForItself() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            Transport transport = connect("http://127.0.0.1:" + server.port());
            CompletableFuture<String> closed = new CompletableFuture<>();
            transport.call(Rpcs.RANGE, GET, CallContext.PLAIN, new RecordedCall<RangeResult>() {
                @Override
                public void onResponse(RangeResult response) {
                    transport.close();
                    closed.complete("closed");
                }
            });
            answer(server.next());
            assertThat(closed.get(20, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo("closed");
        }
    }

    @Test
    void tlsToAServerWithoutItFailsWithTheHandshakeAsCause() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                Transport transport = connect("https://127.0.0.1:" + server.port())) {
            TransportFailure failure = get(transport).failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.sent()).isFalse();
            assertThat(causes(failure)).hasAtLeastOneElementOfType(SSLException.class);
        }
    }

    @Test
    void speaksToAnAddressOfEitherFamilyAndToAName() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            for (String host : List.of("127.0.0.1", "localhost")) {
                try (Transport transport = connect("http://" + host + ":" + server.port())) {
                    assertAnswers(transport, server);
                }
            }
        }
    }

    private static void assertAnswers(Transport transport, ScriptedServer server) throws InterruptedException {
        RecordedCall<RangeResult> outcome = get(transport);
        answer(server.next());
        assertThat(outcome.response().count()).isEqualTo(11);
    }

    private static void answer(ScriptedServer.Call call) {
        call.send(RangeResponse.newBuilder().setCount(11).build());
        call.end(Status.OK);
    }

    private static RecordedCall<RangeResult> get(Transport transport) {
        RecordedCall<RangeResult> outcome = new RecordedCall<>();
        transport.call(Rpcs.RANGE, GET, CallContext.PLAIN, outcome);
        return outcome;
    }

    private static Transport connect(String endpoint) {
        return new GrpcTransportProvider().connect(Endpoint.parse(endpoint));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<Throwable> causes(TransportFailure failure) {
        return Stream.<Throwable>iterate(failure.cause(), at -> at != null, Throwable::getCause)
                .toList();
    }

    private static List<String> threads(String part) {
        return running(part).map(Thread::getName).toList();
    }

    /** A pool counts its last thread as ended just before that has. */
    private static void awaitEnd(String part) throws InterruptedException {
        for (Thread ending : running(part).toList()) {
            ending.join(1_000);
        }
    }

    private static Stream<Thread> running(String part) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mainstay-grpc")
                        && thread.getName().contains(part));
    }
}
