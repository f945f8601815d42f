package io.mainstay.etcd.embedded.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.internal.door.Door;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
            "/v3/cluster/member/add",
            "/v3/cluster/member/update",
            "/v3/cluster/member/promote",
            "/v3/auth/enable",
            "/v3/auth/authenticate",
            "/v3/auth/user/add",
            "/v3/auth/user/grant",
            "/v3/auth/role/add",
            "/v3/auth/role/grant",
            "/v3/auth/role/revoke",
            "/v3/lock/unlock",
            "/v3/election/leader",
            "/v3/election/resign",
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
            "{\"name\":\"root\",\"password\":\"p\",\"user\":\"root\",\"role\":\"root\","
                    + "\"options\":{\"no_password\":true}}",
            "{\"name\":\"r\",\"perm\":{\"permType\":\"READWRITE\",\"key\":\"YQ==\",\"range_end\":\"AA==\"}}",
            "{\"peerURLs\":[\"http://127.0.0.1:2380\",\"x\"],\"isLearner\":true,\"ID\":\"7\"}",
            "{\"action\":\"GET\",\"memberID\":\"1\",\"alarm\":0}");

    private final long seed = Long.getLong("mainstay.seed", System.identityHashCode(new Object()));
    private final Random random = new Random(seed);
    private final EmbeddedEtcd etcd = EmbeddedEtcd.builder().bcryptCost(4).start();
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

    @Test
    void requestsAheadInChunksAndWithManyHeadersAreAnsweredInTheirOrder() throws Exception {
        System.out.println("GatewayFuzzTest: -Dmainstay.seed=" + seed);
        for (int round = 0; round < 50; round++) {
            try (HttpLine line = new HttpLine(door.address())) {
                int ahead = 1 + random.nextInt(40);
                StringBuilder requests = new StringBuilder();
                for (int i = 0; i < ahead; i++) {
                    requests.append(chunked(BODIES.get(random.nextInt(BODIES.size()))));
                }
                requests.append("GET /version HTTP/1.1\r\nHost: here\r\n\r\n");
                sendInPieces(line, requests.toString().getBytes(StandardCharsets.UTF_8));
                for (int i = 0; i < ahead; i++) {
                    assertThat(line.answer().status())
                            .as("seed %d, round %d, answer %d", seed, round, i)
                            .isIn(200, 400, 404, 500, 501);
                }
                assertThat(line.answer().body())
                        .as("seed %d, round %d", seed, round)
                        .contains("etcdserver");
            }
        }
    }

    @Test
    void aHeadWithoutEndIsRefused() throws Exception {
        try (HttpLine line = new HttpLine(door.address())) {
            line.send("POST /v3/kv/range HTTP/1.1\r\nHost: here\r\n");
            line.send("X-More: ".getBytes(StandardCharsets.US_ASCII));
            line.send("x".repeat(70_000));
            assertThat(line.head().status()).isEqualTo(431);
        }
    }

    private String chunked(String body) {
        StringBuilder request = new StringBuilder("POST /v3/kv/range HTTP/1.1\r\nHost: here\r\n");
        for (int i = random.nextInt(20); i > 0; i--) {
            request.append("X-H")
                    .append(i)
                    .append(": ")
                    .append("v".repeat(random.nextInt(50)))
                    .append("\r\n");
        }
        request.append("Transfer-Encoding: chunked\r\n\r\n");
        for (int at = 0; at < body.length(); ) {
            int end = Math.min(body.length(), at + 1 + random.nextInt(20));
            request.append(Integer.toHexString(end - at))
                    .append("\r\n")
                    .append(body, at, end)
                    .append("\r\n");
            at = end;
        }
        return request.append("0\r\n\r\n").toString();
    }

    private void sendInPieces(HttpLine line, byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(3000));
            line.send(Arrays.copyOfRange(bytes, at, end));
            at = end;
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
