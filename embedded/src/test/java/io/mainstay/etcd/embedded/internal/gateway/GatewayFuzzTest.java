package io.mainstay.etcd.embedded.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.internal.door.Door;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that nobody meant: each gets an answer, and the server goes on. */
class GatewayFuzzTest {
    private static final int TIMES = 3_000;
    private static final List<String> PATHS = List.of(
            "/v3/kv/range",
            "/v3/kv/put",
            "/v3/kv/txn",
            "/v3/kv/deleterange",
            "/v3/kv/compaction",
            "/v3/lease/grant",
            "/v3/lease/keepalive",
            "/v3/kv/lease/leases",
            "/v3/maintenance/status",
            "/v3/maintenance/alarm",
            "/v3/maintenance/hashkv",
            "/v3/cluster/member/list",
            "/v3/auth/enable",
            "/health?exclude=x",
            "/readyz?verbose",
            "/version");
    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "{\"key\":\"YQ==\",\"range_end\":\"AA==\",\"limit\":\"7\",\"sort_order\":\"DESCEND\"}",
            "{\"key\":\"YQ==\",\"value\":\"Yg==\",\"prevKv\":true,\"lease\":0}",
            "{\"compare\":[{\"key\":\"YQ==\",\"target\":\"MOD\",\"mod_revision\":3}],\"success\":[{\"request_put\":"
                    + "{\"key\":\"YQ==\"}}],\"failure\":[{\"requestRange\":{\"key\":\"YQ==\"}}]}",
            "{\"ID\":\"5\",\"TTL\":100}{\"ID\":7}",
            "{\"action\":\"GET\",\"memberID\":\"1\",\"alarm\":0}");

    private final long seed = Long.getLong("mainstay.seed", System.identityHashCode(new Object()));
    private final Random random = new Random(seed);
    private final EmbeddedEtcd etcd = EmbeddedEtcd.start();
    private final Door door = Door.open(etcd.transport(), new InetSocketAddress("127.0.0.1", 0));

    @AfterEach
    void close() {
        door.close();
        etcd.close();
    }

    @Test
    void everyRequestIsAnswered() throws Exception {
        System.out.println("GatewayFuzzTest: -Dmainstay.seed=" + seed);
        HttpLine line = new HttpLine(door.address());
        for (int i = 0; i < TIMES; i++) {
            byte[] body = spoiled(BODIES.get(random.nextInt(BODIES.size())).getBytes(StandardCharsets.UTF_8));
            String path = random.nextInt(4) == 0 ? spoiledPath() : PATHS.get(random.nextInt(PATHS.size()));
            String method = random.nextInt(10) == 0 ? "GET" : "POST";
            line.send(method + " " + path + " HTTP/1.1\r\nHost: here\r\nContent-Length: " + body.length + "\r\n\r\n");
            line.send(body);
            HttpLine.Answer answer = line.answer();
            assertThat(answer.status())
                    .as("%s %s %s", method, path, new String(body, StandardCharsets.ISO_8859_1))
                    .isIn(200, 307, 400, 404, 405, 429, 500, 501, 503);
            if (answer.header("connection").equals("close")) {
                line.close();
                line = new HttpLine(door.address());
            }
        }
        line.close();
        assertThat(etcd.streamCount()).isZero();
    }

    @Test
    void noiseDoesNoHarm() throws Exception {
        System.out.println("GatewayFuzzTest: -Dmainstay.seed=" + seed);
        String good =
                HttpLine.post("/v3/watch", "{\"create_request\":{\"key\":\"YQ==\"}}", "Transfer-Encoding: chunked");
        for (int i = 0; i < 500; i++) {
            try (HttpLine line = new HttpLine(door.address())) {
                line.send(spoiled((random.nextBoolean() ? good : "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + good)
                        .getBytes(StandardCharsets.UTF_8)));
            } catch (SocketException cutOff) {
                // A server may hang up on noise.
                assertThat(cutOff).isNotNull();
            }
        }
        try (HttpLine line = new HttpLine(door.address())) {
            assertThat(line.send(HttpLine.post("/v3/kv/range", "{\"key\":\"YQ==\"}"))
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
    }

    private byte[] spoiled(byte[] text) {
        if (text.length == 0) {
            return text;
        }
        for (int n = random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(text.length);
            text[at] = random.nextBoolean() ? text[random.nextInt(text.length)] : (byte) random.nextInt(256);
        }
        return text;
    }

    private String spoiledPath() throws IOException {
        char[] path = PATHS.get(random.nextInt(PATHS.size())).toCharArray();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            path[1 + random.nextInt(path.length - 1)] = "/.%?:;+~aZ09&=#\"<".charAt(random.nextInt(17));
        }
        return new String(path);
    }
}
