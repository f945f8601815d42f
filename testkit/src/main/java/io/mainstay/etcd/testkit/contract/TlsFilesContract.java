package io.mainstay.etcd.testkit.contract;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.event.ClientEvent.TlsFilesLoaded;
import io.mainstay.etcd.event.ClientEvent.TlsFilesRefused;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.RealEtcdTls;
import io.mainstay.etcd.testkit.junit.LeakGate;
import io.mainstay.etcd.testkit.proxy.TcpProxy;
import io.mainstay.etcd.testkit.tls.CertificateFiles;
import io.mainstay.etcd.testkit.tls.TestCa;
import io.mainstay.etcd.testkit.tls.TestCertificate;
import io.mainstay.etcd.tls.Tls;
import io.mainstay.etcd.watch.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a living client does when its certificate files change: the next connection uses what they hold, and nothing of
 * before, unless that cannot be used. Against a server that wants client certificates, and reads its own anew for each
 * handshake.
 */
@ExtendWith(LeakGate.class)
public abstract class TlsFilesContract {
    /** Where the certificates are. */
    @TempDir
    Path folder;

    private final Queue<ClientEvent> events = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    private @Nullable Parts parts;

    /** For extension; the folder comes from JUnit. */
    @SuppressWarnings("NullAway.Init")
    protected TlsFilesContract() {}

    /** The transport under test. */
    protected abstract TransportProvider transport();

    /** Starts a server. */
    protected abstract TlsServer start(RealEtcdTls tls);

    /**
     * What each test has anew.
     *
     * @param ca whom the server trusts, and whose certificate it has at first
     * @param next whom the server trusts as well, because it shows its own certificate to itself
     * @param stranger whom the server does not trust
     */
    private record Parts(
            TestCa ca, TestCa next, TestCa stranger, CertificateFiles server, TlsServer etcd, TcpProxy wire) {}

    @BeforeEach
    final void start() throws IOException {
        TestCa ca = TestCa.create(folder, "ca");
        CertificateFiles server = ca.issue(TestCertificate.server("127.0.0.1"));
        CertificateFiles client = ca.issue(TestCertificate.client("client"));
        TestCa next = TestCa.create(folder, "next");
        Path both = folder.resolve("both.pem");
        Files.writeString(both, Files.readString(ca.certificate()) + Files.readString(next.certificate()));
        Files.copy(ca.certificate(), trust());
        install(client);
        TlsServer etcd = start(RealEtcdTls.mutual(both, server, client));
        TestCa stranger = TestCa.create(folder, "stranger");
        parts = new Parts(ca, next, stranger, server, etcd, TcpProxy.to(etcd.endpoint()));
    }

    @AfterEach
    final void stop() {
        if (parts != null) {
            parts.wire().close();
            parts.etcd().close();
        }
    }

    @Test
    void aRenewedIdentityIsUsedFromTheNextConnectionOn() throws IOException {
        install(stranger().issue(TestCertificate.client("unknown")));
        try (EtcdClient etcd = client()) {
            assertRefused(etcd);
            install(ca().issue(TestCertificate.client("renewed")));
            assertSpeaks(etcd);
            assertThat(events).hasAtLeastOneElementOfType(TlsFilesLoaded.class);
        }
    }

    @Test
    void anIdentityThatWasTakenAwayIsNotShownAgain() throws IOException {
        try (EtcdClient etcd = client()) {
            assertSpeaks(etcd);
            wire().cut();
            assertSpeaks(etcd);
            install(stranger().issue(TestCertificate.client("unknown")));
            wire().cut();
            assertRefused(etcd);
        }
    }

    @Test
    void aServerOfANewCaIsTrustedOnceTheFileHasIt() throws IOException {
        replace(server().certificate(), next().issue(TestCertificate.server("127.0.0.1")), server().key());
        try (EtcdClient etcd = client()) {
            assertRefused(etcd);
            Files.writeString(trust(), Files.readString(ca().certificate()) + Files.readString(next().certificate()));
            assertSpeaks(etcd);
        }
    }

    @Test
    void aCaThatWasTakenAwayIsNotTrustedAnyMore() throws IOException {
        try (EtcdClient etcd = client()) {
            assertSpeaks(etcd);
            wire().cut();
            assertSpeaks(etcd);
            move(next().certificate(), trust());
            wire().cut();
            assertRefused(etcd);
        }
    }

    @Test
    void filesThatCannotBeUsedLeaveInForceWhatWasThere() throws IOException {
        try (EtcdClient etcd = client()) {
            assertSpeaks(etcd);
            String whole = Files.readString(trust());
            Files.writeString(trust(), whole.substring(0, whole.length() / 2));
            wire().cut();
            assertSpeaks(etcd);
            assertThat(refusals()).singleElement().asString().contains(trust().toString());

            CertificateFiles renewed = ca().issue(TestCertificate.client("renewed"));
            move(renewed.certificate(), identity().certificate());
            wire().cut();
            assertSpeaks(etcd);
            assertThat(refusals()).hasSize(2).last().asString().contains("is not the key of the certificate");

            Files.delete(identity().key());
            wire().cut();
            assertSpeaks(etcd);
            assertThat(refusals()).hasSize(3).last().asString().contains("does not exist");

            move(renewed.key(), identity().key());
            wire().cut();
            assertSpeaks(etcd);
            assertThat(refusals()).hasSize(3);
            assertThat(events).filteredOn(TlsFilesLoaded.class::isInstance).hasSize(1);
        }
    }

    /** As Kubernetes does it: the files are links into a folder that is a link, and that link is replaced. */
    @Test
    void filesBehindALinkThatIsTurnedAreFollowed() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        CertificateFiles unknown = stranger().issue(TestCertificate.client("unknown"));
        CertificateFiles known = ca().issue(TestCertificate.client("known"));
        move(unknown.certificate(), first.resolve("tls.crt"));
        move(unknown.key(), first.resolve("tls.key"));
        move(known.certificate(), second.resolve("tls.crt"));
        move(known.key(), second.resolve("tls.key"));
        Path link = Files.createSymbolicLink(folder.resolve("data"), first);
        Tls tls = Tls.trusting(trust()).identity(link.resolve("tls.crt"), link.resolve("tls.key"));
        try (EtcdClient etcd = client(tls)) {
            assertRefused(etcd);
            Files.move(Files.createSymbolicLink(folder.resolve("data-new"), second), link, ATOMIC_MOVE);
            assertSpeaks(etcd);
        }
    }

    /** Somebody else writes: after a cut, a write may go out on what is left of the connection, and is not repeated. */
    @Test
    void aWatchGoesOnThroughARenewal() throws IOException {
        CertificateFiles others = ca().issue(TestCertificate.client("other"));
        Tls tls = Tls.trusting(trust()).identity(others.certificate(), others.key());
        try (EtcdClient writer = client(tls, parts().etcd().endpoint());
                EtcdClient etcd = client();
                Watch watch = Waiting.ready(etcd.watch("/tls/watched"))) {
            writer.kv().put("/tls/watched", "1");
            install(ca().issue(TestCertificate.client("renewed")));
            wire().cut();
            writer.kv().put("/tls/watched", "2");
            assertThat(Waiting.events(watch, 2))
                    .extracting(event -> event.kv().version())
                    .containsExactly(1L, 2L);
        }
    }

    private void assertSpeaks(EtcdClient etcd) {
        assertThat(etcd.kv().range("/tls/", o -> o.prefix()).header().revision())
                .isPositive();
    }

    /** Attempts fail because of a certificate, now that what the cut itself broke is over. */
    private void assertRefused(EtcdClient etcd) {
        failures.clear();
        CompletableFuture<?> call = etcd.kv().async().get("/tls/a");
        String said = Waiting.take(failures);
        while (!said.contains("certificate")) {
            said = Waiting.take(failures);
        }
        assertThat(call.cancel(false)).as("the call was still under way").isTrue();
    }

    private void hear(ClientEvent event) {
        events.add(event);
        if (event instanceof ClientEvent.CallRetried retried) {
            failures.add(String.valueOf(retried.failure().getMessage()));
        }
    }

    private List<TlsFilesRefused> refusals() {
        return events.stream()
                .filter(TlsFilesRefused.class::isInstance)
                .map(TlsFilesRefused.class::cast)
                .toList();
    }

    private EtcdClient client() {
        CertificateFiles own = identity();
        return client(Tls.trusting(trust()).identity(own.certificate(), own.key()));
    }

    private EtcdClient client(Tls tls) {
        return client(tls, "https://127.0.0.1:" + wire().port());
    }

    private EtcdClient client(Tls tls, String endpoint) {
        return EtcdClient.builder()
                .endpoints(endpoint)
                .transport(transport())
                .tls(tls)
                .eventListener(this::hear)
                .build();
    }

    private Path trust() {
        return folder.resolve("trust.pem");
    }

    /** Where the client's certificate and key are. */
    private CertificateFiles identity() {
        return new CertificateFiles(folder.resolve("own.pem"), folder.resolve("own.key"));
    }

    private void install(CertificateFiles files) throws IOException {
        replace(identity().certificate(), files, identity().key());
    }

    private static void replace(Path certificate, CertificateFiles files, Path key) throws IOException {
        Files.copy(files.certificate(), certificate, REPLACE_EXISTING);
        Files.copy(files.key(), key, REPLACE_EXISTING);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, ATOMIC_MOVE);
    }

    private Parts parts() {
        return Objects.requireNonNull(parts);
    }

    private TestCa ca() {
        return parts().ca();
    }

    private TestCa next() {
        return parts().next();
    }

    private TestCa stranger() {
        return parts().stranger();
    }

    private CertificateFiles server() {
        return parts().server();
    }

    private TcpProxy wire() {
        return parts().wire();
    }
}
