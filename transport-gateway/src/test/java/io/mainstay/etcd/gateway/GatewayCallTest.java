package io.mainstay.etcd.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.LockResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testing.RecordedCall;
import io.mainstay.etcd.testing.RecordedStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One attempt of a call: what goes out, what comes back, and how it fails. */
class GatewayCallTest {
    private static final PutRequest PUT = PutRequest.of(Bytes.utf8("k"), Bytes.utf8("v"));

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(200, "{\"header\":{\"revision\":\"5\"}}");
                Transport transport = gateway.connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(put(transport).response().header().revision()).isEqualTo(5);
            }
        }
    }

    @Test
    void manyCallsShareSomeConnectionsAndALockTakesNobodysTurn() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(64);
        CountDownLatch lock = new CountDownLatch(1);
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    if (request.line().contains("lock")) {
                        lock.countDown();
                    } else {
                        most.accumulateAndGet(open.incrementAndGet(), Math::max);
                        full.countDown();
                        await(full);
                        await(lock);
                        open.decrementAndGet();
                    }
                    answer.whole(200, "{}");
                });
                Transport transport = gateway.connect()) {
            List<RecordedCall<PutResult>> puts = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                puts.add(put(transport));
            }
            RecordedCall<LockResult> locked = new RecordedCall<>();
            transport.call(Rpcs.LOCK, new LockRequest(Bytes.utf8("l"), 1), CallContext.PLAIN, locked);
            assertThat(locked.response()).isNotNull();
            for (RecordedCall<PutResult> each : puts) {
                assertThat(each.response()).isNotNull();
            }
            assertThat(most).hasValue(64);
        }
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsIsNeverSent() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    await(go);
                    answer.whole(200, "{}");
                });
                Transport transport = gateway.connect()) {
            List<RecordedCall<PutResult>> puts = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                puts.add(put(transport));
            }
            RecordedCall<RangeResult> waiting = new RecordedCall<>();
            transport
                    .call(Rpcs.RANGE, RangeRequest.of(Bytes.utf8("k")), CallContext.PLAIN, waiting)
                    .cancel();
            puts.add(put(transport));
            go.countDown();
            for (RecordedCall<PutResult> each : puts) {
                assertThat(each.response()).isNotNull();
            }
            for (int i = 0; i < 65; i++) {
                assertThat(gateway.request().line()).contains("/v3/kv/put");
            }
            gateway.assertNoMoreRequests();
            waiting.assertNoMore();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nobodyListeningIsCertainlyNotSent() throws Exception {
        try (Transport transport = connect(deadEndpoint())) {
            TransportFailure failure = put(transport).failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.sent()).isFalse();
            assertThat(failure.text()).contains("refused");
            assertThat(failure.cause()).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aNameThatNobodyKnowsIsCertainlyNotSent() throws Exception {
        try (Transport transport = connect("http://no-such-host.invalid:2379")) {
            TransportFailure failure = put(transport).failure();
            assertThat(failure.sent()).isFalse();
            assertThat(failure.text()).contains("resolved");
        }
    }

    @Test
    void tlsWithAServerInClearIsCertainlyNotSent() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(200, "{}");
                Transport transport =
                        connect("https://127.0.0.1:" + gateway.endpoint().port())) {
            TransportFailure failure = put(transport).failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.sent()).isFalse();
        }
    }

    @Test
    void aConnectionThatIsCutMayHaveSentItAndNothingIsSentTwice() throws Exception {
        try (FakeGateway gateway = new FakeGateway((request, answer) -> answer.cut());
                Transport transport = gateway.connect()) {
            TransportFailure failure = put(transport).failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.sent()).isTrue();
            assertThat(failure.cause()).isNotNull();
            gateway.request();
            gateway.awaitHangup();
            gateway.assertNoMoreRequests();
        }
    }

    @Test
    void anHtmlPageInPlaceOfAnAnswerIsSaidToBeNone() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(200, "<html><body>Please sign in</body></html>");
                Transport transport = gateway.connect()) {
            TransportFailure failure = put(transport).failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(failure.text()).contains("POST /v3/kv/put", "not JSON");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, UNKNOWN, give the address it leads to",
        "401, UNAUTHENTICATED, Some text",
        "403, PERMISSION_DENIED, Some text",
        "404, UNIMPLEMENTED, --enable-grpc-gateway",
        "405, UNIMPLEMENTED, --enable-grpc-gateway",
        "407, PERMISSION_DENIED, the proxy",
        "413, RESOURCE_EXHAUSTED, too large",
        "421, PERMISSION_DENIED, --host-whitelist",
        "429, RESOURCE_EXHAUSTED, 429",
        "500, INTERNAL, 500",
        "501, UNIMPLEMENTED, older",
        "502, UNAVAILABLE, 502",
        "503, UNAVAILABLE, Some text",
        "504, UNAVAILABLE, 504",
    })
    void aStatusWithoutAnErrorOfEtcdIsMapped(int status, ErrorCode code, String words) throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(status, "<p>Some  text</p>");
                Transport transport = gateway.connect()) {
            TransportFailure failure = put(transport).failure();
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.text()).contains(words).doesNotContain("<p>");
            assertThat(failure.sent()).isTrue();
        }
    }

    @Test
    void aPathThatTheGatewayDoesNotKnowIsAnUnimplementedCall() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(404, "{\"code\":5, \"message\":\"Not Found\"}");
                Transport transport = gateway.connect()) {
            assertThat(put(transport).failure().code()).isEqualTo(ErrorCode.UNIMPLEMENTED);
        }
    }

    @Test
    void anEndlessRefusalIsReadOnlySoFar() throws Exception {
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    answer.raw("HTTP/1.1 500 Oh\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (true) {
                        answer.chunk("and so on ".repeat(1000));
                    }
                });
                Transport transport = gateway.connect()) {
            assertThat(put(transport).failure().text()).contains("500").hasSizeLessThan(500);
            gateway.awaitHangup();
        }
    }

    @Test
    void aRangeStreamIsRefusedBeforeAnythingIsSent() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(200, "{}");
                Transport transport = gateway.connect()) {
            RecordedStream<RangeResult> seen = new RecordedStream<>();
            var stream = transport.open(Rpcs.RANGE_STREAM, CallContext.PLAIN, seen);
            stream.request(1);
            stream.send(RangeRequest.of(Bytes.utf8("k")));
            TransportFailure failure = seen.end().orElseThrow();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNIMPLEMENTED);
            assertThat(failure.sent()).isFalse();
            gateway.assertNoMoreRequests();
        }
    }

    @Test
    void aTokenThatNoHeaderCanCarryIsRefusedWithoutShowingIt() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(200, "{}");
                Transport transport = gateway.connect()) {
            RecordedCall<PutResult> outcome = new RecordedCall<>();
            transport.call(Rpcs.PUT, PUT, CallContext.PLAIN.withToken(Secret.of("hush\r\nEvil: 1")), outcome);
            TransportFailure failure = outcome.failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(failure.sent()).isFalse();
            assertThat(failure.toString()).doesNotContain("hush");
            gateway.assertNoMoreRequests();
        }
    }

    @Test
    void closingEndsWhatIsUnderWayAndRefusesWhatComesLater() throws Exception {
        try (FakeGateway gateway = new FakeGateway((request, answer) -> answer.untilHangup())) {
            Transport transport = gateway.connect();
            RecordedCall<PutResult> before = put(transport);
            gateway.request();
            transport.close();
            assertThat(before.failure().sent()).isTrue();
            gateway.awaitHangup();
            transport.close();
            TransportFailure late = put(transport).failure();
            assertThat(late.sent()).isFalse();
            assertThat(late.text()).contains("closed");
        }
    }

    @Test
    void aClosedTransportLeavesNoThread() throws Exception {
        Set<Thread> before = httpThreads();
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
            if (request.line().contains("range")) {
                answer.untilHangup();
            } else {
                answer.whole(200, "{}");
            }
        })) {
            try (Transport transport = gateway.connect()) {
                put(transport).response();
                transport.call(
                        Rpcs.RANGE,
                        RangeRequest.of(Bytes.utf8("k")),
                        CallContext.PLAIN,
                        new RecordedCall<RangeResult>());
                gateway.request();
                gateway.request();
            }
            gateway.awaitHangup();
        }
        Set<Thread> left = httpThreads();
        left.removeAll(before);
        for (Thread thread : left) {
            // Before JDK 21 the HttpClient's own thread looks every three seconds whether its client was collected.
            for (int i = 0; i < 60 && thread.isAlive(); i++) {
                System.gc();
                thread.join(500);
            }
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void anUnusedTransportHasNoThread() {
        Set<Thread> before = httpThreads();
        try (Transport unused = connect("http://127.0.0.1:1")) {
            assertThat(httpThreads()).isEqualTo(before);
        }
    }

    @Test
    void handlersRunOnTheThreadOfTheTransport() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(200, "{}");
                Transport transport = gateway.connect()) {
            CompletableFuture<String> name = new CompletableFuture<>();
            transport.call(Rpcs.PUT, PUT, CallContext.PLAIN, new RecordedCall<>() {
                @Override
                public void onResponse(PutResult response) {
                    name.complete(Thread.currentThread().getName());
                }
            });
            assertThat(name.get(20, TimeUnit.SECONDS)).startsWith("mainstay-gateway-127.0.0.1:");
        }
    }

    @Test
    void isFoundByItsOwnSchemesOnlyButServesPlainOnesToo() throws Exception {
        GatewayTransportProvider provider = new GatewayTransportProvider();
        assertThat(provider.schemes()).containsExactlyInAnyOrder("http+json", "https+json");
        assertThat(ServiceLoader.load(TransportProvider.class)).hasAtLeastOneElementOfType(provider.getClass());
        assertThatThrownBy(() -> connect("unix:///tmp/x")).isInstanceOf(IllegalArgumentException.class);
        try (FakeGateway gateway = FakeGateway.answering(200, "{}");
                Transport transport =
                        connect("http+json://127.0.0.1:" + gateway.endpoint().port())) {
            assertThat(put(transport).response()).isNotNull();
        }
    }

    private static Set<Thread> httpThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-")
                        || thread.getName().startsWith("mainstay-gateway-"))
                .collect(Collectors.toSet());
    }

    private static RecordedCall<PutResult> put(Transport transport) {
        RecordedCall<PutResult> outcome = new RecordedCall<>();
        transport.call(Rpcs.PUT, PUT, CallContext.PLAIN, outcome);
        return outcome;
    }

    private static Transport connect(String endpoint) {
        return new GatewayTransportProvider().connect(Endpoint.parse(endpoint), ConnectOptions.DEFAULT);
    }

    private static String deadEndpoint() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }
}
