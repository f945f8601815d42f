package io.mainstay.etcd.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.testkit.RealEtcdTls;
import io.mainstay.etcd.testkit.contract.TlsServers;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.testkit.tls.TestCa;
import io.mainstay.etcd.testkit.tls.TestCertificate;
import io.mainstay.etcd.tls.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The port of an embedded etcd with TLS, as programs see it that are no clients of etcd. */
@ExtendWith(LeakGate.class)
class TlsPortTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private TestCa ca;
    private RealEtcdTls tls;

    @BeforeEach
    void makeCertificates() {
        ca = TestCa.create(folder, "ca");
        tls = RealEtcdTls.oneWay(ca.certificate(), ca.issue(TestCertificate.server("127.0.0.1")));
    }

    /** A program like curl knows HTTP/2 and HTTP/1.1; only the latter leads to the gateway. */
    @Test
    void whoKnowsBothKindsOfHttpIsServedByTheGateway() throws Exception {
        try (EmbeddedEtcd etcd = TlsServers.with(tls).start()) {
            assertThat(etcd.endpoint()).startsWith("https://");
            HttpClient http = HttpClient.newBuilder().sslContext(trusting()).build();
            HttpRequest put = HttpRequest.newBuilder(URI.create(etcd.endpoint() + "/v3/kv/put"))
                    .timeout(PATIENCE)
                    .POST(BodyPublishers.ofString("{\"key\":\"YQ==\"}"))
                    .build();
            HttpResponse<String> answer = http.send(put, BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.body()).contains("\"revision\":\"2\"");
            for (String page : new String[] {"/health", "/version", "/metrics"}) {
                HttpRequest get = HttpRequest.newBuilder(URI.create(etcd.endpoint() + page))
                        .timeout(PATIENCE)
                        .build();
                assertThat(http.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void theMembersAddressSaysTls() {
        try (EmbeddedEtcd etcd = TlsServers.with(tls).start();
                EtcdClient client = EtcdClient.builder()
                        .endpoints(etcd.endpoint())
                        .tls(Tls.trusting(ca.certificate()))
                        .build()) {
            assertThat(client.cluster().members())
                    .flatExtracting(Member::clientUrls)
                    .containsExactly(etcd.endpoint());
        }
    }

    @Test
    void clearTextEndsTheConnection() throws IOException {
        try (EmbeddedEtcd etcd = TlsServers.with(tls).start()) {
            for (String said :
                    new String[] {"GET /health HTTP/1.1\r\nHost: a\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}) {
                URI address = URI.create(etcd.endpoint());
                try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                    socket.setSoTimeout((int) PATIENCE.toMillis());
                    socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
                    assertThat(rest(socket)).doesNotContain("HTTP");
                }
            }
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamedAtTheStart() throws IOException {
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() ->
                        EmbeddedEtcd.builder().tls(missing, tls.server().key()).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(missing.toString());
        Path otherKey = ca.issue(TestCertificate.server("127.0.0.1")).key();
        assertThatThrownBy(() -> EmbeddedEtcd.builder()
                        .tls(tls.server().certificate(), otherKey)
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not the key of the certificate");
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        assertThatThrownBy(() -> TlsServers.with(tls).clientCertAuth(empty).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(empty.toString());
        assertThatThrownBy(() ->
                        EmbeddedEtcd.builder().clientCertAuth(ca.certificate()).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs TLS");
    }

    private static String rest(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    private SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(ca.certificate())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
