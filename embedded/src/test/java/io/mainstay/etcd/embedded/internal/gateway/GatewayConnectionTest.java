package io.mainstay.etcd.embedded.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.internal.door.Door;
import io.mainstay.etcd.embedded.internal.gateway.HttpLine.Answer;
import io.mainstay.etcd.embedded.internal.procedure.DoorLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the door speaks HTTP/1.1: one answer after the other, and an end for whoever does not keep to it. */
class GatewayConnectionTest {
    private static final String RANGE = HttpLine.post("/v3/kv/range", "{\"key\":\"YQ==\"}");
    private static final String VERSION = "GET /version HTTP/1.1\r\nHost: here\r\n\r\n";

    private final EmbeddedEtcd etcd = EmbeddedEtcd.start();
    private Door door;
    private HttpLine line;

    @BeforeEach
    void open() throws IOException {
        open(DoorLimits.DEFAULT);
    }

    private void open(DoorLimits limits) throws IOException {
        close();
        door = Door.open(etcd.transport(), new InetSocketAddress("127.0.0.1", 0), limits);
        line = new HttpLine(door.address());
    }

    private void close() throws IOException {
        if (line != null) {
            line.close();
            door.close();
        }
    }

    @AfterEach
    void end() throws IOException {
        close();
        etcd.close();
    }

    @Test
    void requestsSentAheadAreAnsweredInTheirOrder() throws Exception {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            requests.append(HttpLine.post("/v3/kv/put", "{\"key\":\"YQ==\"}")).append(VERSION);
        }
        line.send(requests.toString());
        for (int i = 0; i < 200; i++) {
            assertThat(line.answer().body()).contains("\"revision\":\"" + (i + 2) + "\"");
            assertThat(line.answer().body()).contains("etcdserver");
        }
    }

    @Test
    void aRequestMayComeByteByByte() throws Exception {
        for (byte one : (RANGE + VERSION).getBytes(StandardCharsets.UTF_8)) {
            line.send(new byte[] {one});
        }
        assertThat(line.answer().status()).isEqualTo(200);
        assertThat(line.answer().body()).contains("etcdserver");
    }

    @Test
    void aBodyMayComeInChunks() throws Exception {
        line.send("POST /v3/kv/range HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n");
        line.chunk("{\"key\":").chunk("\"YQ==\"").chunk("}").send("0\r\n\r\n");
        assertThat(line.answer().body()).contains("header");
        assertThat(line.send(VERSION).answer().status()).isEqualTo(200);
    }

    @Test
    void aConnectionIsKeptOrClosedAsAsked() throws Exception {
        Answer kept = line.send(VERSION).answer();
        assertThat(kept.headers()).doesNotContainKey("connection");
        Answer last = line.send(HttpLine.post("/v3/kv/range", "{\"key\":\"YQ==\"}", "Connection: close"))
                .answer();
        assertThat(last.header("connection")).isEqualTo("close");
        assertThat(line.isClosed()).isTrue();
    }

    @Test
    void http10IsAnsweredAndClosed() throws Exception {
        line.send("GET /version HTTP/1.0\r\n\r\n");
        assertThat(line.answer().body()).contains("etcdserver");
        assertThat(line.isClosed()).isTrue();
    }

    @Test
    void http10GetsLinesWithoutChunks() throws Exception {
        String body = "{\"ID\":1}{\"ID\":2}";
        line.send("POST /v3/lease/keepalive HTTP/1.0\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        Answer answer = line.answer();
        assertThat(answer.headers()).doesNotContainKey("transfer-encoding");
        assertThat(answer.body().lines()).hasSize(2).allMatch(json -> json.startsWith("{\"result\":"));
    }

    @Test
    void aHeadHasNoBody() throws Exception {
        line.send("HEAD /v3/kv/range HTTP/1.1\r\nHost: here\r\n\r\n" + VERSION);
        Answer head = line.answerWithoutBody();
        assertThat(head.status()).isEqualTo(501);
        assertThat(head.header("content-length")).isNotEqualTo("0");
        assertThat(line.answer().body()).contains("etcdserver");
    }

    @Test
    void whoWaitsForLeaveToSendABodyGetsIt() throws Exception {
        line.send("POST /v3/kv/range HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\nContent-Length: 14\r\n\r\n");
        assertThat(line.head().status()).isEqualTo(100);
        line.send("{\"key\":\"YQ==\"}");
        assertThat(line.answer().status()).isEqualTo(200);
        assertThat(line.send(VERSION).answer().status()).isEqualTo(200);
    }

    @Test
    void whoWaitsForLeaveInVainGetsTheAnswerInstead() throws Exception {
        line.send("POST /nope HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\nContent-Length: 14\r\n\r\n");
        assertThat(line.answer().status()).isEqualTo(404);
        assertThat(line.isClosed()).isTrue();
    }

    @Test
    void aRequestIsNotAnsweredBeforeItsBodyHasEnded() throws Exception {
        line.send("POST /v3/kv/put HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\n{\"key\":\"YQ==\"}");
        line.close();
        try (HttpLine other = new HttpLine(door.address())) {
            assertThat(other.send(RANGE).answer().body()).doesNotContain("kvs");
        }
        assertThat(etcd.revision()).isEqualTo(1);
    }

    @Test
    void aMessageAboveTheLimitIsRefused() throws Exception {
        open(new DoorLimits(1000, 128));
        String value = Base64.getEncoder().encodeToString(new byte[1000]);
        Answer refused = line.send(HttpLine.post("/v3/kv/put", "{\"key\":\"YQ==\",\"value\":\"" + value + "\"}"))
                .answer();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body())
                .isEqualTo("{\"code\":8,\"message\":\"grpc: received message larger than max (1006 vs. 1000)\"}");
    }

    @Test
    void aBodyWithoutAnEndIsCutOff() throws Exception {
        open(new DoorLimits(1000, 128));
        line.send("POST /v3/kv/put HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n");
        line.chunk("{\"key\":\"" + "A".repeat(5000));
        Answer refused = line.answer();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("connection")).isEqualTo("close");
        line.send("0\r\n\r\n");
        assertThat(line.isClosed()).isTrue();
    }

    @Test
    void whatIsNotHttpIsRefusedAndClosed() throws Exception {
        refused("GET /version HTTP/1.1\r\n\r\n", 400);
        refused("POST /v3/kv/%zz HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\n\r\n", 400);
        refused("POST /v3/kv/range HTTP/1.1\r\nHost: here\r\nContent-Length: x\r\n\r\n", 400);
        refused("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: here\r\n\r\n", 414);
        refused("GET / HTTP/1.1\r\nHost: here\r\nX: " + "x".repeat(70_000) + "\r\n\r\n", 431);
        refused("POST /v3/kv/range HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400);
    }

    private void refused(String request, int status) throws IOException {
        try (HttpLine own = new HttpLine(door.address())) {
            assertThat(own.send(request).answer().status())
                    .as(request.lines().findFirst().orElse(""))
                    .isEqualTo(status);
            assertThat(own.isClosed()).isTrue();
        }
    }

    @Test
    void whatIsNeitherProtocolIsClosedWithoutAWord() throws Exception {
        for (String noise : new String[] {"\u0016\u0003\u0001", "garbage\r\n\r\n", "\r\n\r\n", "PRI * HTTP/3.0"}) {
            try (HttpLine own = new HttpLine(door.address())) {
                own.send(noise);
                if (!noise.startsWith("PRI")) {
                    assertThat(own.isClosed()).as(noise).isTrue();
                }
            }
        }
        assertThat(line.send(VERSION).answer().status()).isEqualTo(200);
    }

    @Test
    void whatDoesNotGetOnIsClosed() throws Exception {
        open(new DoorLimits(1000, 128, false, Duration.ofMillis(200)));
        String[] halves = {
            "",
            "P",
            "PRI * HTTP/2.0\r\n\r\nS",
            "POST /v3/kv/range HTTP/1.1\r\nHos",
            "POST /v3/kv/range HTTP/1.1\r\nHost: here\r\nContent-Length: 14\r\n\r\n{\"key\":",
            "POST /v3/watch HTTP/1.1\r\nHost: here\r\nContent-Length: 14\r\n\r\n{\"key\":",
            "POST /nope HTTP/1.1\r\nHost: here\r\nContent-Length: 14\r\n\r\n{\"key\":",
        };
        for (String half : halves) {
            try (HttpLine own = new HttpLine(door.address())) {
                own.send(half);
                if (half.startsWith("POST /nope")) {
                    assertThat(own.answer().status()).isEqualTo(404);
                }
                assertThat(own.isClosed()).as(half).isTrue();
            }
        }
        assertThat(etcd.streamCount()).isZero();
    }

    @Test
    void aConnectionAtRestIsLeftAlone() throws Exception {
        open(new DoorLimits(1000, 128, false, Duration.ofMillis(100)));
        assertThat(line.send(VERSION).answer().status()).isEqualTo(200);
        try (HttpLine silent = new HttpLine(door.address())) {
            // The patience of the door ends for this one, which came later, and so would have ended for the other.
            assertThat(silent.isClosed()).isTrue();
        }
        assertThat(line.send(VERSION).answer().status()).isEqualTo(200);
    }

    @Test
    void manyAnswersMayWaitForASlowReader() throws Exception {
        String value = Base64.getEncoder().encodeToString(new byte[500_000]);
        assertThat(line.send(HttpLine.post("/v3/kv/put", "{\"key\":\"YQ==\",\"value\":\"" + value + "\"}"))
                        .answer()
                        .status())
                .isEqualTo(200);
        line.send(RANGE.repeat(100));
        for (int i = 0; i < 100; i++) {
            assertThat(line.answer().body()).hasSizeGreaterThan(600_000);
        }
    }
}
