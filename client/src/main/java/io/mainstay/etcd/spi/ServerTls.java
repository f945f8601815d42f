package io.mainstay.etcd.spi;

import io.mainstay.etcd.internal.tls.FileContexts;
import io.mainstay.etcd.tls.PemSource;
import io.mainstay.etcd.tls.Tls;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * The TLS of a server that clients of this library, and others, connect to. Files are looked at again for every
 * connection, as etcd does it; those that cannot be used leave in force what was there before, and the log has a
 * warning.
 *
 * <p>Thread-safe. To make an engine reads the files, which are small, on the caller's thread.
 */
public final class ServerTls {
    private final FileContexts contexts;
    private final boolean wantsClients;

    private ServerTls(FileContexts contexts, boolean wantsClients) {
        this.contexts = contexts;
        this.wantsClients = wantsClients;
    }

    /**
     * Reads everything for the first time.
     *
     * @param own the certificate and key that the server shows; an expired certificate too, for its clients to refuse
     * @param clientCas whose certificates clients must have; empty when they need none
     * @throws IllegalArgumentException when a file cannot be used; the message names it and says what to do
     */
    public static ServerTls of(Tls.Identity own, List<PemSource> clientCas) {
        FileContexts contexts = FileContexts.ofServer(own, List.copyOf(clientCas));
        SSLContext unused = contexts.current();
        return new ServerTls(contexts, !clientCas.isEmpty());
    }

    /** Whether clients must show a certificate. */
    public boolean wantsClients() {
        return wantsClients;
    }

    /**
     * The server's side of a new connection.
     *
     * @param protocols what is spoken over it, by the names of ALPN; the first that the client knows too is taken, and
     *     a client that names none may speak what it likes
     */
    public SSLEngine newEngine(List<String> protocols) {
        SSLEngine engine = contexts.current().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        parameters.setNeedClientAuth(wantsClients);
        engine.setSSLParameters(parameters);
        return engine;
    }
}
