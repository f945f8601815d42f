package io.mainstay.etcd.internal.tls;

import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.tls.Tls;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The TLS context of a client, one for its life. Each engine it makes is one of the {@link FileContexts}' current
 * context, so each handshake has the files as they are then, and one view of them throughout.
 */
public final class ClientSslContext extends SSLContext {
    private ClientSslContext(SSLContextSpi spi, SSLContext like) {
        super(spi, like.getProvider(), like.getProtocol());
    }

    /**
     * A context for one client, whose trust store and files are read at once. What is not checked is said in the log.
     *
     * @throws IllegalArgumentException when a file cannot be used; the message names it and says what to do
     */
    public static SSLContext of(Tls tls, Emitter emitter) {
        FileContexts contexts = FileContexts.ofClient(tls, emitter);
        contexts.current();
        if (tls.checks() != Tls.Checks.ALL) {
            System.getLogger(Tls.class.getName())
                    .log(System.Logger.Level.WARNING, "this etcd client is open to interception: " + tls);
        }
        return make(contexts, tls.serverName().orElse(null));
    }

    /** A context with the JVM's trust store, which is read for the first connection: most clients make none. */
    public static SSLContext systemWhenUsed(Emitter emitter) {
        return make(FileContexts.ofClient(Tls.system(), emitter), null);
    }

    private static SSLContext make(FileContexts contexts, @Nullable String serverName) {
        try {
            return new ClientSslContext(new Spi(contexts, serverName), SSLContext.getInstance("TLS"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM cannot speak TLS", e);
        }
    }

    private static final class Spi extends SSLContextSpi {
        private final FileContexts contexts;
        private final @Nullable String serverName;

        Spi(FileContexts contexts, @Nullable String serverName) {
            this.contexts = contexts;
            this.serverName = serverName;
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return contexts.current().createSSLEngine(serverName != null ? serverName : host, port);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return contexts.current().createSSLEngine();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return contexts.current().getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return contexts.current().getSupportedSSLParameters();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return contexts.current().getClientSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return contexts.current().getServerSessionContext();
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new UnsupportedOperationException("this context makes engines only: sockets would miss new files");
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("this context is a client's");
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("this context is set up already");
        }
    }
}
