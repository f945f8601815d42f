package io.mainstay.etcd.embedded.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.internal.door.Door;
import io.mainstay.etcd.embedded.internal.gateway.HttpLine.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams over the gateway: what ends them, and that nothing of them stays behind. */
class GatewayStreamTest {
    private static final String WATCH = HttpLine.post("/v3/watch", "{\"create_request\":{\"key\":\"YQ==\"}}");
    private static final String OPEN = "POST /v3/watch HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final EmbeddedEtcd etcd = EmbeddedEtcd.start();
    private final CountingTransport transport = new CountingTransport(etcd.transport());
    private Door door;
    private HttpLine line;

    @BeforeEach
    void open() throws IOException {
        door = Door.open(transport, new InetSocketAddress("127.0.0.1", 0));
        line = new HttpLine(door.address());
    }

    @AfterEach
    void close() throws IOException {
        line.close();
        door.close();
        etcd.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("mainstay-door"));
    }

    @Test
    void eventsComeLineByLine() throws Exception {
        line.send(WATCH);
        assertThat(line.head().header("transfer-encoding")).isEqualTo("chunked");
        assertThat(line.chunk()).contains("\"created\":true").endsWith("}\n");
        for (int i = 0; i < 20; i++) {
            put("YQ==", "AA==");
            assertThat(line.chunk()).contains("\"mod_revision\":\"" + (i + 2) + "\"");
        }
    }

    @Test
    void aWatchIsGoneWithItsClient() throws Exception {
        line.send(WATCH).head();
        assertThat(line.chunk()).contains("created");
        assertThat(etcd.watcherCount()).isEqualTo(1);
        line.close();
        awaitCancel();
        assertThat(etcd.watcherCount()).isZero();
        assertThat(etcd.streamCount()).isZero();
    }

    @Test
    void aClientMayLeaveBeforeItsRequestIsWhole() throws Exception {
        line.send(OPEN).chunk("{\"create_request\":{\"key\":\"YQ==\"}}");
        assertThat(transport.opened.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        line.close();
        awaitCancel();
        assertThat(etcd.streamCount()).isZero();
    }

    @Test
    void answersWaitForTheEndOfTheBodyAndAreAllThere() throws Exception {
        line.send(OPEN)
                .chunk("{\"create_request\":{\"key\":\"YQ==\"}}{\"create_")
                .chunk("request\":{\"watch_id\":7}}");
        line.chunk("{\"cancel_request\":{\"watch_id\":7}}");
        assertThat(transport.opened.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(transport.delivered).hasValue(0);
        line.send("0\r\n\r\n").head();
        assertThat(line.chunk()).contains("\"created\":true").doesNotContain("watch_id");
        assertThat(line.chunk()).contains("\"created\":true").contains("\"watch_id\":\"7\"");
        assertThat(line.chunk()).contains("\"canceled\":true").contains("\"watch_id\":\"7\"");
    }

    @Test
    void aBadMessageEndsWhatIsSentButNotTheWatch() throws Exception {
        line.send(HttpLine.post("/v3/watch", "{\"create_request\":{\"key\":\"YQ==\"}}{\"create_request\":5}{}"));
        line.head();
        assertThat(line.chunk()).contains("created");
        put("YQ==", "AA==");
        assertThat(line.chunk()).contains("events");
    }

    @Test
    void anotherRequestMayFollowAStreamThatHasEnded() throws Exception {
        line.send(HttpLine.post("/v3/lease/keepalive", "{\"ID\":1}") + "GET /version HTTP/1.1\r\nHost: here\r\n\r\n");
        Answer alive = line.answer();
        assertThat(alive.body().lines()).hasSize(1);
        assertThat(line.answer().body()).contains("etcdserver");
    }

    @Test
    void whoSendsOnBehindAWatchIsCutOff() throws Exception {
        line.send(WATCH).head();
        assertThat(line.chunk()).contains("created");
        line.send("GET /version HTTP/1.1\r\nHost: here\r\n\r\n".repeat(100));
        awaitCancel();
        assertThat(line.isClosed()).isTrue();
        assertThat(etcd.watcherCount()).isZero();
    }

    @Test
    void aBodyOfTooManyMessagesIsRefused() throws Exception {
        line.send(HttpLine.post("/v3/lease/keepalive", "{\"ID\":1}".repeat(10_001)));
        Answer refused = line.answer();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).startsWith("{\"error\":{\"code\":8,");
        awaitCancel();
        assertThat(etcd.streamCount()).isZero();
    }

    @Test
    void aSlowReaderPilesUpLittleAndLosesNothing() throws Exception {
        line.send(WATCH).head();
        assertThat(line.chunk()).contains("created");
        String value = Base64.getEncoder().encodeToString(new byte[1_000_000]);
        for (int i = 0; i < 60; i++) {
            put("YQ==", value);
        }
        // The sockets' own buffers hold some megabytes.
        assertThat(transport.delivered.get()).isLessThan(30);
        for (int seen = 2; seen < 62; ) {
            String events = line.chunk();
            for (int from = events.indexOf("\"mod_revision\"");
                    from >= 0;
                    from = events.indexOf("\"mod_revision\"", from + 1)) {
                assertThat(events.substring(from)).startsWith("\"mod_revision\":\"" + seen++ + "\"");
            }
        }
    }

    @Test
    void theCloseOfTheDoorIsTold() throws Exception {
        line.send(WATCH).head();
        assertThat(line.chunk()).contains("created");
        door.close();
        assertThat(line.chunk()).isEqualTo("{\"error\":{\"code\":14,\"message\":\"etcdserver: server stopped\"}}\n");
        assertThat(line.chunk()).isEmpty();
        assertThat(line.isClosed()).isTrue();
        assertThat(etcd.watcherCount()).isZero();
    }

    @Test
    void theCloseOfTheServerIsTold() throws Exception {
        line.send(WATCH).head();
        assertThat(line.chunk()).contains("created");
        etcd.close();
        assertThat(line.chunk()).contains("etcdserver: server stopped");
        assertThat(line.chunk()).isEmpty();
        Answer call =
                line.send(HttpLine.post("/v3/kv/range", "{\"key\":\"YQ==\"}")).answer();
        assertThat(call.status()).isEqualTo(503);
        assertThat(call.body()).isEqualTo("{\"code\":14,\"message\":\"etcdserver: server stopped\"}");
        Answer stream = line.send(WATCH).answer();
        assertThat(stream.status()).isEqualTo(503);
        assertThat(stream.body()).isEqualTo("{\"error\":{\"code\":14,\"message\":\"etcdserver: server stopped\"}}\n");
    }

    private void awaitCancel() throws InterruptedException {
        assertThat(transport.cancelled.tryAcquire(10, TimeUnit.SECONDS))
                .as("cancelled")
                .isTrue();
    }

    private void put(String key, String value) throws IOException {
        try (HttpLine own = new HttpLine(door.address())) {
            own.send(HttpLine.post("/v3/kv/put", "{\"key\":\"" + key + "\",\"value\":\"" + value + "\"}"));
            assertThat(own.answer().status()).isEqualTo(200);
        }
    }
}
