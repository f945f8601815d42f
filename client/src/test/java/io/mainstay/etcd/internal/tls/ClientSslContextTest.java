package io.mainstay.etcd.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.tls.Tls;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client's TLS context against an engine of the JDK, in memory. */
class ClientSslContextTest {
    private static final String HOST = "etcd.example";
    private static final int PORT = 2379;

    @TempDir
    private Path folder;

    @Test
    void aChangedFileEndsTheSessionsFromBefore() throws Exception {
        Path trust = file("trust", "ec.cert");
        SSLContext client = context(Tls.trusting(trust));
        SSLContext server = server("ec");
        handshake(client, server, HOST);
        assertThat(sessions(client)).isPositive();
        handshake(client, server, HOST);

        Files.write(trust, PemFiles.bytes("rsa.cert"));

        assertThat(sessions(client)).isZero();
        assertThatThrownBy(() -> handshake(client, server, HOST))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("certification path");
        handshake(client, server("rsa"), HOST);
    }

    @Test
    void nameAndTrustAreCheckedUnlessToldOtherwise() throws Exception {
        Path ec = file("ec", "ec.cert");
        Path rsa = file("rsa", "rsa.cert");
        SSLContext server = server("ec");
        handshake(context(Tls.trusting(ec)), server, HOST);
        handshake(context(Tls.trusting(ec)), server, "127.0.0.1");
        assertThatThrownBy(() -> handshake(context(Tls.trusting(ec)), server, "other.example"))
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> handshake(context(Tls.trusting(rsa)), server, HOST))
                .isInstanceOf(SSLException.class);
        handshake(context(Tls.trusting(ec).serverName(HOST)), server, "other.example");
        handshake(context(Tls.trusting(ec).insecureSkipNameCheck()), server, "other.example");
        assertThatThrownBy(() -> handshake(context(Tls.trusting(rsa).insecureSkipNameCheck()), server, HOST))
                .isInstanceOf(SSLException.class);
        handshake(context(Tls.system().insecureSkipVerify()), server, "other.example");
    }

    /** What is refused when the client is built, and the words that the message must have. */
    @ParameterizedTest
    @CsvSource({
        "ec.cert, rsa.pkcs8, is not the key of the certificate of CN=ec",
        "expired.cert, ec.pkcs8, expired at 2021-01-01T00:00:00Z",
        "ec.pkcs8, ec.cert, no certificate but PRIVATE KEY",
        "ec.cert, ec.cert, were certificate and key exchanged",
        "ec.cert, rsa.encrypted, keyPassword"
    })
    void anIdentityThatNoServerWouldTakeIsRefused(String certificate, String key, String words) throws IOException {
        Path chain = file("chain", certificate);
        Path keyFile = file("key", key);
        assertThatThrownBy(() -> context(Tls.system().identity(chain, keyFile)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aChainInTheWrongOrderIsSaid() throws IOException {
        Path chain = folder.resolve("chain");
        Files.writeString(chain, PemFiles.text("rsa.cert") + PemFiles.text("ec.cert"));
        Path key = file("key", "ec.pkcs8");
        assertThatThrownBy(() -> context(Tls.system().identity(chain, key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("put it first");
    }

    @Test
    void trustThatCannotBeIsRefused() throws IOException {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> context(Tls.trusting(none)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(none + " does not exist; name a file with PEM text");
        assertThatThrownBy(() -> context(Tls.trusting(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
        Path old = file("old", "expired.cert");
        assertThatThrownBy(() -> context(Tls.trusting(old)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no CA certificate that is still valid");
        Path huge = folder.resolve("huge");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(100L << 20);
        }
        assertThatThrownBy(() -> context(Tls.trusting(huge)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8 MiB");
        assertThatThrownBy(() -> context(Tls.system().trustPem("nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PEM text holds no PEM block; one begins with a line like '-----BEGIN CERTIFICATE-----'");
    }

    @Test
    void encryptedKeysAndTextAreTaken() throws IOException {
        Path chain = file("chain", "rsa.cert");
        Path key = file("key", "rsa.encrypted");
        Tls encrypted = Tls.system().identity(chain, key).keyPassword(Secret.of(PemFiles.PASSWORD));
        assertThatCode(() -> context(encrypted)).doesNotThrowAnyException();
        Tls text = Tls.system().identityPem(PemFiles.text("ec.cert"), PemFiles.text("ec.sec1"));
        assertThatCode(() -> context(text)).doesNotThrowAnyException();
    }

    @Test
    void whatIsNotCheckedIsSaidOncePerClientAndInTheText() {
        Tls open = Tls.system().insecureSkipVerify();
        assertThat(open.toString()).contains("INSECURE");
        assertThat(warnings(() -> context(open))).singleElement().asString().contains("INSECURE");
        Tls nameless = Tls.system().insecureSkipNameCheck();
        assertThat(nameless.toString()).contains("INSECURE");
        assertThat(warnings(() -> context(nameless))).singleElement().asString().contains("INSECURE");
        assertThat(warnings(() -> context(Tls.system()))).isEmpty();
    }

    @Test
    void nothingSecretIsShown() {
        Tls tls = Tls.system()
                .trustPem(PemFiles.text("ec.cert"))
                .identityPem(PemFiles.text("ec.cert"), PemFiles.text("ec.sec1"))
                .keyPassword(Secret.of(PemFiles.PASSWORD));
        assertThat(tls.toString()
                        + tls.identity()
                        + tls.identity().orElseThrow().key())
                .doesNotContain("BEGIN", PemFiles.PASSWORD);
    }

    private static List<String> warnings(Runnable what) {
        List<String> said = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Tls.class.getName());
        logger.addHandler(handler);
        try {
            what.run();
        } finally {
            logger.removeHandler(handler);
        }
        return said;
    }

    private Path file(String name, String resource) throws IOException {
        return Files.write(folder.resolve(name), PemFiles.bytes(resource));
    }

    private static SSLContext context(Tls tls) {
        return ClientSslContext.of(tls, new Emitter(EventListener.NONE));
    }

    private static int sessions(SSLContext context) {
        int count = 0;
        for (var ids = context.getClientSessionContext().getIds(); ids.hasMoreElements(); ids.nextElement()) {
            count++;
        }
        return count;
    }

    private static SSLContext server(String name) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager keys = new ServerKeyManager(
                Certificates.read(PemFiles.bytes(name + ".cert")).get(0),
                PrivateKeys.read(PemFiles.bytes(name + ".pkcs8"), null));
        context.init(new KeyManager[] {keys}, null, null);
        return context;
    }

    /** A whole handshake, with the ticket that comes after it. */
    private static void handshake(SSLContext client, SSLContext server, String host) throws SSLException {
        SSLEngine ours = client.createSSLEngine(host, PORT);
        ours.setUseClientMode(true);
        SSLParameters parameters = ours.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        ours.setSSLParameters(parameters);
        SSLEngine theirs = server.createSSLEngine();
        theirs.setUseClientMode(false);
        ByteBuffer up = ByteBuffer.allocate(1 << 16);
        ByteBuffer down = ByteBuffer.allocate(1 << 16);
        ByteBuffer plain = ByteBuffer.allocate(1 << 16);
        for (int round = 0; round < 12; round++) {
            ours.wrap(ByteBuffer.allocate(0), up);
            tasks(ours);
            up.flip();
            theirs.unwrap(up, plain);
            tasks(theirs);
            up.compact();
            theirs.wrap(ByteBuffer.allocate(0), down);
            tasks(theirs);
            down.flip();
            while (down.hasRemaining() && ours.unwrap(down, plain).bytesConsumed() > 0) {
                tasks(ours);
            }
            down.compact();
        }
        assertThat(ours.getSession().isValid()).isTrue();
        assertThat(ours.getSession().getCipherSuite()).doesNotContain("NULL");
    }

    private static void tasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
