package io.mainstay.etcd.testkit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.testkit.differential.GatewayRequests.Ask;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The WebSockets of the embedded etcd's gateway against a real one's: message by message the same. */
@ExtendWith(LeakGate.class)
class WebSocketDifferentialTest {
    private static final String A = "{'create_request':{'key':'YQ=='}}";
    private static final String SEVEN = "{'create_request':{'key':'YQ==','watch_id':'7'}}";
    private static final String OLD = "{'create_request':{'key':'YQ==','start_revision':'1','prev_kv':true}}";

    /** What is said, message by message, and how many come back. */
    private record Talk(String path, int answers, List<String> said) {
        static Talk watch(int answers, String... said) {
            return new Talk("/v3/watch", answers, List.of(said));
        }
    }

    /** No unary call that writes: whether a real etcd carries one out when its client goes is a race. */
    private static final List<Talk> TALKS = List.of(
            Talk.watch(1, A),
            Talk.watch(2, A, A),
            Talk.watch(2, A + A),
            Talk.watch(2, A + "\n" + A + "\n"),
            Talk.watch(5, A, SEVEN, "{'progress_request':{}}", "{'cancel_request':{'watch_id':7}}", SEVEN),
            Talk.watch(3, SEVEN, "{'cancel_request':{'watch_id':'7'}}", "{'cancel_request':{'watch_id':'7'}}", SEVEN),
            Talk.watch(2, SEVEN, SEVEN),
            Talk.watch(2, OLD),
            Talk.watch(2, "{'create_request':{'key':'AA==','range_end':'AA==','start_revision':2,'filters':[1]}}"),
            Talk.watch(1, "{'create_request':{'key':'YQ==','range_end':'YQ=='}}"),
            Talk.watch(1, "", " ", "\n", A),
            Talk.watch(1, "{'nope':1}", "{}", A),
            Talk.watch(1, "{'cancel_request':{'watch_id':99}}", A),
            Talk.watch(1, A, "garbage", A),
            Talk.watch(0, "garbage", A),
            Talk.watch(0, "null", A),
            Talk.watch(0, "{'create_requ", "est':{'key':'YQ=='}}"),
            Talk.watch(1, "{'create_request':", "{'key':'YQ=='}}"),
            Talk.watch(1, A, "{'create_request':{'key':5}}", A),
            new Talk("/v3/watch?method=POST", 1, List.of(A)),
            new Talk("/v3/watch?method=GET", 1, List.of(A)),
            new Talk("/v3beta/watch", 1, List.of(A)),
            new Talk("/v3/lease/keepalive", 3, List.of("{'ID':'501'}", "{'ID':502}", "{'ID':'501'}")),
            new Talk("/v3/lease/keepalive?method=POST", 1, List.of("{'ID':'501'}", "{")),
            new Talk("/v3/election/observe", 0, List.of("{'name':'ZQ=='}")),
            new Talk("/v3/maintenance/snapshot", 0, List.of("{}")),
            new Talk("/v3/kv/range", 0, List.of("{'key':'YQ=='}", "{'key':'YQ=='}")));

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void talksAsEtcd(String version) throws Exception {
        try (RealEtcd real = real(version);
                EmbeddedEtcd embedded = EmbeddedEtcd.start()) {
            for (String endpoint : List.of(real.endpoint(), embedded.endpoint())) {
                prepare(endpoint);
            }
            SoftAssertions softly = new SoftAssertions();
            for (Talk talk : TALKS) {
                softly.assertThat(heard(embedded.endpoint(), talk, true))
                        .as(talk.toString())
                        .isEqualTo(heard(real.endpoint(), talk, false));
            }
            softly.assertAll();
            new HttpGateway(embedded.endpoint()).ask(Ask.post("/v3/lease/revoke", "{\"ID\":\"501\"}"));
            LeakGate.awaitQuiet(ServerGauges.of(embedded));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void endsAsEtcd(String version) throws Exception {
        try (RealEtcd real = real(version);
                EmbeddedEtcd embedded = EmbeddedEtcd.start()) {
            assertThat(ends(embedded.endpoint())).isEqualTo(ends(real.endpoint()));
            LeakGate.awaitQuiet(ServerGauges.of(embedded));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7"})
    void refusesAndKnowsUsersAsEtcd(String version) throws Exception {
        try (RealEtcd real = real(version);
                EmbeddedEtcd embedded = EmbeddedEtcd.builder().bcryptCost(4).start()) {
            assertThat(refusals(embedded.endpoint())).isEqualTo(refusals(real.endpoint()));
            assertThat(users(embedded.endpoint())).isEqualTo(users(real.endpoint()));
            LeakGate.awaitQuiet(ServerGauges.of(embedded));
        }
    }

    private static void prepare(String endpoint) throws Exception {
        HttpGateway gateway = new HttpGateway(endpoint);
        gateway.ask(Ask.post("/v3/kv/put", "{\"key\":\"YQ==\",\"value\":\"MQ==\"}"));
        gateway.ask(Ask.post("/v3/kv/put", "{\"key\":\"YQ==\",\"value\":\"Mg==\"}"));
        gateway.ask(Ask.post("/v3/kv/deleterange", "{\"key\":\"YQ==\"}"));
        gateway.ask(Ask.post("/v3/lease/grant", "{\"TTL\":100,\"ID\":\"501\"}"));
    }

    /**
     * The answers. After a message that is no good, or needless, etcd's gateway reads nothing more, and so gives no
     * sign of life; the embedded etcd's does.
     */
    private static List<JsonElement> heard(String endpoint, Talk talk, boolean alive) throws Exception {
        try (WebSocketLine line = new WebSocketLine(endpoint, talk.path())) {
            List<JsonElement> heard = new ArrayList<>();
            // Answers of several watches may overtake one another, so each is waited for.
            boolean inTurn = talk.answers() == talk.said().size();
            for (String said : talk.said()) {
                line.say(said.replace('\'', '"'));
                heard.addAll(line.hear(inTurn ? 1 : 0));
            }
            heard.addAll(line.hear(talk.answers() - heard.size()));
            if (alive) {
                line.ping();
                assertThat(line.hear(1)).as("the sign of life after " + talk).hasToString("[\"pong 2\"]");
            }
            return heard;
        }
    }

    private static List<JsonElement> ends(String endpoint) throws Exception {
        List<JsonElement> heard = new ArrayList<>();
        String create = A.replace('\'', '"');
        try (WebSocketLine line = new WebSocketLine(endpoint, "/v3/watch")) {
            line.sayInBytes(create);
            heard.addAll(line.hear(1));
            line.bye(1000);
            heard.addAll(line.hear(1));
        }
        try (WebSocketLine line = new WebSocketLine(endpoint, "/v3/watch")) {
            line.bye(3000);
            heard.addAll(line.hear(1));
        }
        try (WebSocketLine line = new WebSocketLine(endpoint, "/v3/watch")) {
            line.say(create);
            heard.addAll(line.hear(1));
            line.drop();
        }
        try (WebSocketLine line = new WebSocketLine(endpoint, "/v3/watch")) {
            line.say("{\"create_request\":{\"key\":\"" + "a".repeat(100_000) + "\"}}");
            heard.addAll(line.hear(1));
        }
        return heard;
    }

    /** What is said to requests that ask for a WebSocket wrongly, or where there is none. */
    private static List<String> refusals(String endpoint) throws Exception {
        List<String> said = new ArrayList<>();
        for (String request : List.of(
                "GET /v3/watch|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 12|Sec-WebSocket-Key: KEY",
                "GET /v3/watch|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13",
                "GET /v3/watch|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: abc",
                "POST /v3/watch|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13"
                        + "|Sec-WebSocket-Key: KEY",
                "GET /v3/kv/put|Upgrade: websocket|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: KEY",
                "GET /nothing|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: KEY",
                "GET /health|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13"
                        + "|Sec-WebSocket-Key: KEY")) {
            said.add(RawSocket.answer(endpoint, request.replace("KEY", "dGhlIHNhbXBsZSBub25jZQ==")));
        }
        return said;
    }

    private static List<JsonElement> users(String endpoint) throws Exception {
        HttpGateway gateway = new HttpGateway(endpoint);
        gateway.ask(Ask.post("/v3/auth/user/add", "{\"name\":\"root\",\"password\":\"r\"}"));
        gateway.ask(Ask.post("/v3/auth/role/add", "{\"name\":\"root\"}"));
        gateway.ask(Ask.post("/v3/auth/user/grant", "{\"user\":\"root\",\"role\":\"root\"}"));
        gateway.ask(Ask.post("/v3/auth/enable", "{}"));
        HttpRequest signIn = HttpRequest.newBuilder(URI.create(endpoint + "/v3/auth/authenticate"))
                .POST(BodyPublishers.ofString("{\"name\":\"root\",\"password\":\"r\"}"))
                .build();
        String token = JsonParser.parseString(HttpClient.newHttpClient()
                        .send(signIn, BodyHandlers.ofString())
                        .body())
                .getAsJsonObject()
                .get("token")
                .getAsString();
        List<JsonElement> heard = new ArrayList<>();
        for (String[] protocols :
                new String[][] {{}, {"Bearer", token}, {"Bearer", "nobodys.1"}, {"Bearer", token, "more"}, {"Bearer"}
                }) {
            try (WebSocketLine line = new WebSocketLine(endpoint, "/v3/watch", protocols)) {
                line.say(A.replace('\'', '"'));
                heard.addAll(line.hear(1));
                heard.add(JsonParser.parseString("\"" + line.protocol() + "\""));
            }
        }
        return heard;
    }

    private static RealEtcd real(String version) {
        return RealEtcd.start(RealEtcdOptions.of(Requirement.realEtcd(version)).withFlags("--unsafe-no-fsync"));
    }
}
