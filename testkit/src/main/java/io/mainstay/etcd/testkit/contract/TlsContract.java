package io.mainstay.etcd.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.error.DeadlineExceededException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.RealEtcdTls;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.testkit.proxy.TcpProxy;
import io.mainstay.etcd.testkit.tls.CertificateFiles;
import io.mainstay.etcd.testkit.tls.KeyForm;
import io.mainstay.etcd.testkit.tls.TestCa;
import io.mainstay.etcd.testkit.tls.TestCertificate;
import io.mainstay.etcd.tls.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whom a client trusts over TLS, and who it is to the server; for transports over a network. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(LeakGate.class)
public abstract class TlsContract {
    private static final String PASSWORD = "changeit";
    private static final String OTHER_NAME = "etcd.example";

    private @Nullable Path trustStore;
    private @Nullable TestCa ca;
    private @Nullable TestCa stranger;
    private @Nullable CertificateFiles client;
    private @Nullable TlsServer oneWay;
    private @Nullable TlsServer mutual;

    /** For extension. */
    protected TlsContract() {}

    /** The transport under test. */
    protected abstract TransportProvider transport();

    /**
     * Starts a server.
     *
     * @param tls its TLS; null for a server in clear
     */
    protected abstract TlsServer start(@Nullable RealEtcdTls tls);

    @BeforeAll
    final void startServers(@TempDir Path folder) {
        trustStore = folder.resolve("trust.p12");
        TestCa made = TestCa.create(folder, "ca");
        ca = made;
        stranger = TestCa.create(folder, "stranger");
        CertificateFiles server = made.issue(TestCertificate.server("127.0.0.1", OTHER_NAME));
        CertificateFiles known = made.issue(TestCertificate.client("known"));
        client = known;
        oneWay = start(RealEtcdTls.oneWay(made.certificate(), server));
        mutual = start(RealEtcdTls.mutual(made.certificate(), server, known));
    }

    @AfterAll
    final void stopServers() {
        if (oneWay != null) {
            oneWay.close();
        }
        if (mutual != null) {
            mutual.close();
        }
    }

    @Test
    void aServerOfATrustedCaIsSpokenTo() {
        assertSpeaks(oneWay().endpoint(), trusting());
        assertSpeaks(oneWay().endpoint(), Tls.system().trustPem(read(ca().certificate())));
        assertSpeaks(oneWay().endpoint(), Tls.trusting(stranger().certificate(), ca().certificate()));
    }

    @Test
    void aServerOfAnUnknownCaIsRefused() {
        assertRefused(oneWay().endpoint(), Tls.trusting(stranger().certificate()), "no trusted CA vouches");
    }

    @Test
    void theReasonIsInTheTimeoutToo() {
        try (EtcdClient etcd = builder(
                        oneWay().endpoint(), Tls.trusting(stranger().certificate()))
                .callTimeout(Duration.ofSeconds(2))
                .build()) {
            assertThatThrownBy(() -> etcd.kv().get("/tls/a"))
                    .isExactlyInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("no trusted CA vouches")
                    .hasCauseInstanceOf(EtcdException.class)
                    .hasRootCauseInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void withoutAWordTheTrustStoreOfTheJvmCounts() throws Exception {
        assertRefused(oneWay().endpoint(), null, "no trusted CA vouches");
        Properties before = (Properties) System.getProperties().clone();
        System.setProperty("javax.net.ssl.trustStore", trustStore().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        try {
            assertSpeaks(oneWay().endpoint(), null);
            assertSpeaks(oneWay().endpoint(), Tls.system());
            Path broken = Files.writeString(trustStore().resolveSibling("broken.p12"), "no key store");
            System.setProperty("javax.net.ssl.trustStore", broken.toString());
            EtcdClientBuilder builder = builder(oneWay().endpoint(), null);
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("javax.net.ssl.trustStore");
        } finally {
            System.setProperties(before);
        }
    }

    @Test
    void theNameMustBeTheEndpointsOwnHost() {
        assertRefused(byName(oneWay()), trusting(), "for another host", "localhost");
    }

    @Test
    void anotherNameCanBeAskedFor() {
        assertSpeaks(byName(oneWay()), trusting().serverName(OTHER_NAME));
        assertSpeaks(byName(oneWay()), trusting().serverName("127.0.0.1"));
        assertRefused(oneWay().endpoint(), trusting().serverName("etcd.invalid"), "for another host", "etcd.invalid");
    }

    @Test
    void eachEndpointIsCheckedByItsOwnHost() {
        CertificateFiles named = ca().issue(TestCertificate.server("localhost", "127.0.0.2"));
        try (TlsServer byName = start(RealEtcdTls.oneWay(ca().certificate(), named));
                TcpProxy line = TcpProxy.to(oneWay().endpoint());
                EtcdClient etcd = builder("https://127.0.0.1:" + line.port() + "," + byName(byName), trusting())
                        .build()) {
            etcd.kv().put("/tls/first", "1");
            try (EtcdClient reader = builder(oneWay().endpoint(), trusting()).build()) {
                assertThat(reader.kv().get("/tls/first")).isPresent();
            }
            line.block();
            // A read is tried until it is answered; a write might go out on what is left of the connection.
            assertThat(etcd.kv().get("/tls/second")).isEmpty();
            etcd.kv().put("/tls/second", "2");
            assertThat(etcd.kv().get("/tls/second")).isPresent();
            assertThat(etcd.kv().get("/tls/first")).isEmpty();
            assertRefused(byName.endpoint(), trusting(), "for another host", "127.0.0.1");
        }
    }

    @Test
    void anExpiredServerCertificateIsRefused() {
        CertificateFiles old = ca().issue(TestCertificate.server("127.0.0.1").expired());
        try (TlsServer etcd = start(RealEtcdTls.oneWay(ca().certificate(), old))) {
            assertRefused(etcd.endpoint(), trusting(), "has expired");
        }
    }

    @Test
    void theCheckOfNamesAloneCanBeSkipped() {
        assertSpeaks(byName(oneWay()), trusting().insecureSkipNameCheck());
        Tls strange = Tls.trusting(stranger().certificate()).insecureSkipNameCheck();
        assertRefused(oneWay().endpoint(), strange, "no trusted CA vouches");
    }

    @Test
    void allChecksCanBeSkipped() {
        assertSpeaks(byName(oneWay()), Tls.system().insecureSkipVerify());
        assertSpeaks(oneWay().endpoint(), Tls.trusting(stranger().certificate()).insecureSkipVerify());
    }

    @Test
    void aServerThatWantsACertificateSaysSo() {
        assertRefused(mutual().endpoint(), trusting(), "certificate");
        assertSpeaks(mutual().endpoint(), identified(client()));
    }

    @Test
    void aCertificateOfAnUnknownCaIsRefusedByTheServer() {
        CertificateFiles strange = stranger().issue(TestCertificate.client("mallory"));
        assertRefused(mutual().endpoint(), identified(strange), "certificate");
    }

    @Test
    void keysOfEveryFormAreTaken() {
        for (KeyForm form : KeyForm.values()) {
            CertificateFiles made = ca().issue(TestCertificate.client("client").keys(form));
            assertSpeaks(mutual().endpoint(), identified(made));
        }
        Tls text = trusting().identityPem(read(client().certificate()), read(client().key()));
        assertSpeaks(mutual().endpoint(), text);
    }

    @Test
    void clearAndTlsAreNotMixedUpInSilence() {
        try (EtcdClient etcd = builder(oneWay().endpoint().replace("https:", "http:"), null)
                .callTimeout(Duration.ofSeconds(2))
                .build()) {
            assertThatThrownBy(() -> etcd.kv().get("/tls/a"))
                    .isInstanceOf(EtcdException.class)
                    .message()
                    .containsIgnoringCase("https");
        }
        try (TlsServer clear = start(null)) {
            assertRefused(clear.endpoint().replace("http:", "https:"), trusting(), "write http://");
        }
        EtcdClientBuilder builder = builder("http://127.0.0.1:2379", trusting());
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://127.0.0.1:2379");
    }

    private void assertSpeaks(String endpoint, @Nullable Tls tls) {
        try (EtcdClient etcd = builder(endpoint, tls).build()) {
            etcd.kv().put("/tls/a", "1");
            assertThat(etcd.kv().get("/tls/a")).isPresent();
        }
    }

    /**
     * An attempt's failure says why and keeps its cause. A server that refuses a certificate may close before its
     * reason gets through; then another attempt brings it.
     */
    private void assertRefused(String endpoint, @Nullable Tls tls, String... words) {
        BlockingQueue<EtcdException> failures = new LinkedBlockingQueue<>();
        try (EtcdClient etcd = builder(endpoint, tls)
                .eventListener(event -> {
                    if (event instanceof ClientEvent.CallRetried retried) {
                        failures.add(retried.failure());
                    }
                })
                .build()) {
            CompletableFuture<?> call = etcd.kv().async().get("/tls/refused");
            EtcdException failure = Waiting.take(failures);
            while (!says(failure, words)) {
                failure = Waiting.take(failures);
            }
            assertThat(call.cancel(false)).as("the call was still under way").isTrue();
            assertThat(failure).hasCauseInstanceOf(Exception.class);
        }
    }

    private static boolean says(EtcdException failure, String... words) {
        String message = String.valueOf(failure.getMessage());
        return Arrays.stream(words).allMatch(message::contains);
    }

    private EtcdClientBuilder builder(String endpoints, @Nullable Tls tls) {
        EtcdClientBuilder builder = EtcdClient.builder().endpoints(endpoints).transport(transport());
        return tls == null ? builder : builder.tls(tls);
    }

    private Path trustStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(ca().certificate())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        Path file = Objects.requireNonNull(trustStore);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private static String byName(TlsServer etcd) {
        return etcd.endpoint().replace("127.0.0.1", "localhost");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Tls trusting() {
        return Tls.trusting(ca().certificate());
    }

    private Tls identified(CertificateFiles files) {
        return trusting().identity(files.certificate(), files.key());
    }

    private TestCa ca() {
        return Objects.requireNonNull(ca);
    }

    private TestCa stranger() {
        return Objects.requireNonNull(stranger);
    }

    private CertificateFiles client() {
        return Objects.requireNonNull(client);
    }

    private TlsServer oneWay() {
        return Objects.requireNonNull(oneWay);
    }

    private TlsServer mutual() {
        return Objects.requireNonNull(mutual);
    }
}
