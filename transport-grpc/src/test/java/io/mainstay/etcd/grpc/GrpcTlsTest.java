package io.mainstay.etcd.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.proto.rpc.RangeResponse;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testing.RecordedCall;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with the JVM's trust store, against a server with a certificate made for the test. */
class GrpcTlsTest {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path dir;

    private Path store;
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        store = dir.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=DNS:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
        server = ScriptedServer.start(serverContext());
    }

    @AfterEach
    void stop() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
        server.close();
    }

    @Test
    void speaksToAServerThatTheJvmTrusts() throws Exception {
        System.setProperty(TRUST_STORE, trusting());
        System.setProperty(TRUST_STORE + "Password", PASSWORD);
        try (Transport transport = connect()) {
            RecordedCall<RangeResult> outcome = get(transport);
            ScriptedServer.Call call = server.next();
            call.send(RangeResponse.newBuilder().setCount(4).build());
            call.end(Status.OK);
            assertThat(outcome.response().count()).isEqualTo(4);
        }
    }

    @Test
    void sendsNothingToAServerThatTheJvmDoesNotTrust() throws Exception {
        try (Transport transport = connect()) {
            TransportFailure failure = get(transport).failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.sent()).isFalse();
            assertThat(failure.text()).contains("certification path");
        }
    }

    private SslContext serverContext() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        return GrpcSslContexts.configure(SslContextBuilder.forServer(managers)).build();
    }

    /** A trust store with the server's certificate only. */
    private String trusting() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("server", keys.getCertificate("server"));
        Path file = dir.resolve("trust.p12");
        try (var out = Files.newOutputStream(file)) {
            trust.store(out, PASSWORD.toCharArray());
        }
        return file.toString();
    }

    private Transport connect() {
        return new GrpcTransportProvider().connect(Endpoint.parse("https://localhost:" + server.port()));
    }

    private static RecordedCall<RangeResult> get(Transport transport) {
        RecordedCall<RangeResult> outcome = new RecordedCall<>();
        transport.call(Rpcs.RANGE, RangeRequest.of(Bytes.utf8("k")), CallContext.PLAIN, outcome);
        return outcome;
    }
}
