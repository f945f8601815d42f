package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody who comes over a member's port meets when it stops, stands still and comes back. */
@Timeout(60)
class MemberPortTest {
    private static final int SECONDS = 30;

    private final EmbeddedEtcdCluster cluster = EmbeddedEtcdCluster.start(3);
    private final EmbeddedEtcdMember member = cluster.member(0);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        cluster.close();
    }

    private CompletableFuture<HttpResponse<String>> ask(String endpoint, String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create(endpoint + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static <T> T now(CompletableFuture<T> future) throws Exception {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }

    private static void connect(String endpoint) throws IOException {
        URI uri = URI.create(endpoint);
        new Socket(uri.getHost(), uri.getPort()).close();
    }

    @Test
    void aMemberThatIsStoppedRefusesConnections_andComesBackAtItsPort() throws Exception {
        String endpoint = member.endpoint();
        assertThat(now(ask(endpoint, "/health")).body()).contains("\"true\"");

        member.stop();
        assertThatThrownBy(() -> connect(endpoint)).isInstanceOf(ConnectException.class);
        assertThat(member.endpoint()).isEqualTo(endpoint);

        member.start();
        assertThat(member.endpoint()).isEqualTo(endpoint);
        assertThat(now(ask(endpoint, "/health")).body()).contains("\"true\"");
    }

    @Test
    void aMemberThatStandsStillTakesConnections_andAnswersWhenItGoesOn() throws Exception {
        String endpoint = member.endpoint();
        member.pause();

        connect(endpoint);
        CompletableFuture<HttpResponse<String>> asked = ask(endpoint, "/version");
        assertThat(now(ask(cluster.member(1).endpoint(), "/version")).statusCode())
                .isEqualTo(200);
        assertThat(asked).isNotDone();

        member.resume();
        assertThat(now(asked).statusCode()).isEqualTo(200);
    }

    @Test
    void aMemberThatStandsStillCanBeStopped() throws Exception {
        String endpoint = member.endpoint();
        member.pause();
        CompletableFuture<HttpResponse<String>> asked = ask(endpoint, "/version");

        member.stop();

        boolean served = now(asked.handle((answer, broken) -> broken == null && answer.statusCode() == 200));
        assertThat(served).isFalse();
        assertThatThrownBy(() -> connect(endpoint)).isInstanceOf(ConnectException.class);
        member.start();
        assertThat(now(ask(endpoint, "/version")).statusCode()).isEqualTo(200);
    }

    @Test
    void aMemberWithoutALeaderSaysThatItIsUnwell() throws Exception {
        member.partition();

        HttpResponse<String> health = now(ask(member.endpoint(), "/health"));
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("RAFT NO LEADER");
        assertThat(now(ask(member.endpoint(), "/health?serializable=true")).statusCode())
                .isEqualTo(200);
        member.heal();
        assertThat(now(ask(member.endpoint(), "/health")).statusCode()).isEqualTo(200);
    }

    @Test
    void theEndpointOfAMemberThatIsStoppedIsKnown_andOpensWithIt() throws Exception {
        member.stop();
        String endpoint = member.endpoint();
        assertThatThrownBy(() -> connect(endpoint)).isInstanceOf(ConnectException.class);
        member.start();
        assertThat(now(ask(endpoint, "/version")).statusCode()).isEqualTo(200);
    }
}
