package io.mainstay.etcd.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.LockResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.testing.RecordedCall;
import io.mainstay.etcd.testing.RecordedStream;
import io.mainstay.etcd.watch.WatchEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The flaws of a browser's client of the JSON gateway, which this transport takes the place of: each as a test that
 * fails where it is made again.
 */
class BrowserClientFlawsTest {
    private static final PutRequest PUT = PutRequest.of(Bytes.utf8("k"), Bytes.utf8("v"));

    @Test
    void flaw1TheTokenGoesBareAndNotAsBasicOrBearer() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(200, "{}");
                Transport transport = gateway.connect()) {
            RecordedCall<PutResult> outcome = new RecordedCall<>();
            transport.call(Rpcs.PUT, PUT, CallContext.PLAIN.withToken(Secret.of("abc.9")), outcome);
            assertThat(outcome.response().header().revision()).isZero();
            assertThat(gateway.request().header("Authorization")).isEqualTo("abc.9");
        }
    }

    @Test
    void flaw2PrefixEndsAreExactAtTheLastByte() throws Exception {
        assertThat(rangeBody(KeyRange.prefix(Bytes.of((byte) 'a', (byte) 0xff))))
                .isEqualTo("{\"key\":\"Yf8=\",\"range_end\":\"Yg==\"}");
        assertThat(rangeBody(KeyRange.prefix(Bytes.of((byte) 0xff, (byte) 0xff))))
                .isEqualTo("{\"key\":\"//8=\",\"range_end\":\"AA==\"}");
        assertThat(rangeBody(KeyRange.prefix(Bytes.EMPTY))).isEqualTo("{\"key\":\"AA==\",\"range_end\":\"AA==\"}");
    }

    @Test
    void flaw3KeysAndValuesAreBytesAndAMissingValueIsAnEmptyOne() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String base64 = Base64.getEncoder().encodeToString(all);
        KeyValue kv = range("{\"kvs\":[{\"key\":\"" + base64 + "\",\"version\":\"1\"}],\"count\":\"1\"}")
                .kvs()
                .get(0);
        assertThat(kv.key()).isEqualTo(Bytes.of(all));
        assertThat(kv.value()).isEqualTo(Bytes.EMPTY);
        assertThat(rangeBody(KeyRange.single(Bytes.of(all)))).isEqualTo("{\"key\":\"" + base64 + "\"}");
    }

    @Test
    void flaw4SixtyFourBitNumbersAreExactBothWaysAndInBothForms() throws Exception {
        long id = 0x7fff_ffff_ffff_fffdL;
        try (FakeGateway gateway = new FakeGateway((request, answer) -> answer.whole(
                        200, "{\"header\":{\"cluster_id\":\"18446744073709551615\",\"revision\":9007199254740993}}"));
                Transport transport = gateway.connect()) {
            PutResult result = call(transport, Rpcs.PUT, PUT.lease(id)).response();
            assertThat(gateway.request().body()).contains("\"lease\":\"9223372036854775805\"");
            assertThat(Long.toUnsignedString(result.header().clusterId())).isEqualTo("18446744073709551615");
            assertThat(result.header().revision()).isEqualTo(9007199254740993L);
        }
    }

    @Test
    void flaw5ARefusedWriteIsAFailureAndSaysWhy() throws Exception {
        for (String body : List.of(
                "{\"error\":\"etcdserver: requested lease not found\",\"code\":5,"
                        + "\"message\":\"etcdserver: requested lease not found\"}",
                "{\"code\":5, \"message\":\"etcdserver: requested lease not found\"}")) {
            try (FakeGateway gateway = FakeGateway.answering(404, body);
                    Transport transport = gateway.connect()) {
                TransportFailure failure = call(transport, Rpcs.PUT, PUT).failure();
                assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
                assertThat(failure.text()).isEqualTo("etcdserver: requested lease not found");
            }
        }
    }

    @Test
    void flaw5ATransactionEncodesItsKeysAndNamesTheFieldOfEachTarget() throws Exception {
        TxnRequest txn = TxnRequest.EMPTY
                .when(
                        Compare.version("k").is(1),
                        Compare.createRevision("k").isGreaterThan(2),
                        Compare.modRevision("k").isLessThan(3),
                        Compare.value("k").isNot("v"),
                        Compare.lease("k").is(4))
                .then(Op.put("k", "v"))
                .otherwise(Op.get("k"));
        try (FakeGateway gateway = FakeGateway.answering(200, "{}");
                Transport transport = gateway.connect()) {
            call(transport, Rpcs.TXN, txn).response();
            assertThat(gateway.request().body())
                    .isEqualTo("{\"compare\":[{\"key\":\"aw==\",\"version\":\"1\"},"
                            + "{\"key\":\"aw==\",\"result\":\"GREATER\",\"target\":\"CREATE\","
                            + "\"create_revision\":\"2\"},"
                            + "{\"key\":\"aw==\",\"result\":\"LESS\",\"target\":\"MOD\",\"mod_revision\":\"3\"},"
                            + "{\"key\":\"aw==\",\"result\":\"NOT_EQUAL\",\"target\":\"VALUE\",\"value\":\"dg==\"},"
                            + "{\"key\":\"aw==\",\"target\":\"LEASE\",\"lease\":\"4\"}],"
                            + "\"success\":[{\"request_put\":{\"key\":\"aw==\",\"value\":\"dg==\"}}],"
                            + "\"failure\":[{\"request_range\":{\"key\":\"aw==\"}}]}");
        }
    }

    @Test
    void flaw6AWatchLosesNoEventHoweverItsLinesAreCut() throws Exception {
        byte[] lines = ("{\"result\":{\"header\":{\"revision\":\"7\"},\"watch_id\":\"1\",\"created\":true}}\n"
                        + "{\"result\":{\"watch_id\":\"1\",\"events\":["
                        + "{\"kv\":{\"key\":\"aw==\",\"mod_revision\":\"8\"}},"
                        + "{\"type\":\"DELETE\",\"kv\":{\"key\":\"aw==\",\"mod_revision\":\"9\"}}]}}\n"
                        + "{\"result\":{\"watch_id\":\"1\",\"canceled\":true,\"compact_revision\":\"12\"}}\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int size : new int[] {1, 2, 7, 64, 10_000}) {
            try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                        answer.beginChunks();
                        for (int at = 0; at < lines.length; at += size) {
                            answer.chunk(lines, at, Math.min(lines.length, at + size));
                        }
                        answer.untilHangup();
                    });
                    Transport transport = gateway.connect()) {
                RecordedStream<WatchReply> seen = new RecordedStream<>();
                Exchange<WatchCommand> watch = transport.open(Rpcs.WATCH, CallContext.PLAIN, seen);
                watch.request(10);
                watch.send(create(1));
                assertThat(seen.message().kind()).isEqualTo(WatchReply.Kind.CREATED);
                assertThat(seen.message().events())
                        .extracting(WatchEvent::revision)
                        .containsExactly(8L, 9L);
                WatchReply end = seen.message();
                assertThat(end.kind()).isEqualTo(WatchReply.Kind.CANCELED);
                assertThat(end.compactRevision()).isEqualTo(12);
                watch.cancel();
            }
        }
    }

    @Test
    void flaw6AnErrorInAWatchEndsItTyped() throws Exception {
        for (String error : List.of(
                "{\"error\":{\"grpc_code\":14,\"http_code\":503,\"message\":\"etcdserver: no leader\"}}\n",
                "{\"error\":{\"code\":14,\"message\":\"etcdserver: no leader\"}}\n")) {
            try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                        answer.beginChunks();
                        answer.chunk(error);
                        answer.endChunks();
                    });
                    Transport transport = gateway.connect()) {
                RecordedStream<WatchReply> seen = new RecordedStream<>();
                Exchange<WatchCommand> watch = transport.open(Rpcs.WATCH, CallContext.REQUIRE_LEADER, seen);
                watch.request(1);
                watch.send(create(1));
                assertThat(seen.end())
                        .contains(TransportFailure.answered(ErrorCode.UNAVAILABLE, "etcdserver: no leader"));
                assertThat(gateway.request().header("Grpc-Metadata-hasleader")).isEqualTo("true");
            }
        }
    }

    @Test
    void flaw7ALockThatFailsSaysWhyInsteadOfFalse() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(
                        500, "{\"code\":2,\"message\":\"etcdserver: requested lease not found\"}");
                Transport transport = gateway.connect()) {
            RecordedCall<LockResult> lock = call(transport, Rpcs.LOCK, new LockRequest(Bytes.utf8("l"), 7));
            assertThat(lock.failure())
                    .isEqualTo(TransportFailure.answered(ErrorCode.UNKNOWN, "etcdserver: requested lease not found"));
            assertThat(gateway.request().body()).isEqualTo("{\"name\":\"bA==\",\"lease\":\"7\"}");
        }
    }

    @Test
    void flaw8AKeepAliveOfALeaseThatIsGoneIsAnsweredWithNoTime() throws Exception {
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    answer.beginChunks();
                    answer.chunk("{\"result\":{\"header\":{\"revision\":\"5\"},\"ID\":\"99\"}}\n");
                    answer.endChunks();
                });
                Transport transport = gateway.connect()) {
            RecordedStream<LeaseKeepAliveResult> seen = new RecordedStream<>();
            Exchange<LeaseKeepAliveRequest> stream = transport.open(Rpcs.LEASE_KEEP_ALIVE, CallContext.PLAIN, seen);
            stream.request(1);
            stream.send(new LeaseKeepAliveRequest(99));
            LeaseKeepAliveResult gone = seen.message();
            assertThat(gone.id()).isEqualTo(99);
            assertThat(gone.ttl()).isEqualTo(Duration.ZERO);
            stream.cancel();
        }
    }

    @Test
    void flaw9EverythingIsPostedAsJsonAndASilentServerCanBeLeft() throws Exception {
        try (FakeGateway gateway = new FakeGateway((request, answer) -> answer.untilHangup());
                Transport transport = gateway.connect()) {
            RecordedCall<PutResult> outcome = new RecordedCall<>();
            var call = transport.call(Rpcs.PUT, PUT, CallContext.PLAIN, outcome);
            FakeGateway.Request request = gateway.request();
            assertThat(request.line()).isEqualTo("POST /v3/kv/put HTTP/1.1");
            assertThat(request.header("Content-Type")).isEqualTo("application/json");
            call.cancel();
            gateway.awaitHangup();
            outcome.assertNoMore();
        }
    }

    @Test
    void flaw11ChunksAreCutByBytesAndALongAnswerComesWhole() throws Exception {
        String value = Base64.getEncoder()
                .encodeToString("\u00e4\u20ac".repeat(400_000).getBytes(StandardCharsets.UTF_8));
        byte[] body = ("{\"header\":{},\"kvs\":[{\"key\":\"aw==\",\"value\":\"" + value + "\"}],\"count\":\"1\"}")
                .getBytes(StandardCharsets.UTF_8);
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    answer.beginChunks();
                    for (int at = 0; at < body.length; at += 4093) {
                        answer.chunk(body, at, Math.min(body.length, at + 4093));
                    }
                    answer.endChunks();
                });
                Transport transport = gateway.connect()) {
            RangeResult result = call(transport, Rpcs.RANGE, RangeRequest.of(Bytes.utf8("k")))
                    .response();
            assertThat(result.kvs().get(0).value().size()).isEqualTo(2_000_000);
        }
    }

    @Test
    void flaw11AnAnswerThatIsCutShortIsNoSuccess() throws Exception {
        TransportFailure half = failure("{\"header\":{\"revision\":\"5\"},\"kv");
        assertThat(half.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(half.text()).contains("/v3/kv/range", "not JSON");
        assertThat(half.sent()).isTrue();
        try (FakeGateway gateway = new FakeGateway((request, answer) -> {
                    answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"header\":{}");
                    answer.cut();
                });
                Transport transport = gateway.connect()) {
            TransportFailure cut = call(transport, Rpcs.RANGE, RangeRequest.of(Bytes.utf8("k")))
                    .failure();
            assertThat(cut.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(cut.sent()).isTrue();
        }
    }

    @Test
    void flaw11TheAnswersOfATransactionAreRead() throws Exception {
        String body = "{\"succeeded\":true,\"responses\":[{\"response_put\":{\"prev_kv\":{\"key\":\"aw==\"}}},"
                + "{\"response_delete_range\":{\"deleted\":\"1\",\"prev_kvs\":[{\"key\":\"aw==\",\"lease\":\"5\"}]}},"
                + "{\"response_txn\":{\"responses\":[{\"response_range\":{\"count\":\"3\"}}]}}]}";
        try (FakeGateway gateway = FakeGateway.answering(200, body);
                Transport transport = gateway.connect()) {
            TxnResult result = call(transport, Rpcs.TXN, TxnRequest.EMPTY).response();
            assertThat(result.put(0).previous()).map(KeyValue::key).contains(Bytes.utf8("k"));
            assertThat(result.delete(1).prevKvs()).extracting(KeyValue::lease).containsExactly(5L);
            assertThat(((TxnResult) result.results().get(2)).range(0).count()).isEqualTo(3);
        }
    }

    private static WatchCommand.Create create(long id) {
        return new WatchCommand.Create(KeyRange.single(Bytes.utf8("k")), 0, id, false, false, true, Set.of());
    }

    private static String rangeBody(KeyRange range) throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(200, "{}");
                Transport transport = gateway.connect()) {
            call(transport, Rpcs.RANGE, RangeRequest.of(range)).response();
            return gateway.request().body();
        }
    }

    private static RangeResult range(String answer) throws IOException, InterruptedException {
        try (FakeGateway gateway = FakeGateway.answering(200, answer);
                Transport transport = gateway.connect()) {
            return call(transport, Rpcs.RANGE, RangeRequest.of(Bytes.utf8("k"))).response();
        }
    }

    private static TransportFailure failure(String answer) throws IOException, InterruptedException {
        try (FakeGateway gateway = FakeGateway.answering(200, answer);
                Transport transport = gateway.connect()) {
            return call(transport, Rpcs.RANGE, RangeRequest.of(Bytes.utf8("k"))).failure();
        }
    }

    private static <Q, R> RecordedCall<R> call(Transport transport, Rpc<Q, R> rpc, Q request) {
        RecordedCall<R> outcome = new RecordedCall<>();
        transport.call(rpc, request, CallContext.PLAIN, outcome);
        return outcome;
    }
}
