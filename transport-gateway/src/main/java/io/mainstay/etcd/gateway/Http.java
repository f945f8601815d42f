package io.mainstay.etcd.gateway;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** The HTTP side of a line: one HttpClient of the JDK, made when first used, and the requests that go through it. */
final class Http {
    private final String base;
    private final ConnectOptions options;
    private final Executor executor;
    private @Nullable HttpClient client;
    private boolean closed;

    Http(Endpoint endpoint, ConnectOptions options, Executor executor) {
        String scheme = endpoint.scheme().startsWith("https") ? "https" : "http";
        this.base = scheme + "://" + authority(endpoint);
        this.options = options;
        this.executor = executor;
    }

    private static String authority(Endpoint endpoint) {
        String host = endpoint.host();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + endpoint.port();
    }

    /** Whether it goes over TLS. */
    boolean isSecure() {
        return base.startsWith("https");
    }

    /** The request that posts a body to a path. */
    HttpRequest post(String path, SentBody body, CallContext context) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(body);
        if (context.requireLeader()) {
            // The gateway passes what is so called on to etcd as metadata of the call.
            request.header("Grpc-Metadata-hasleader", "true");
        }
        Secret token = context.token();
        if (token != null) {
            request.header("Authorization", headerValue(token));
        }
        return request.build();
    }

    /** Checked here, because the HttpClient would show the token in its complaint. */
    private static String headerValue(Secret token) {
        String value = token.reveal();
        if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("the token has a character that no HTTP header can carry");
        }
        return value;
    }

    /** Sends a request; null when the line is closed. Does not block. */
    <T> @Nullable CompletableFuture<HttpResponse<T>> send(HttpRequest request, BodyHandler<T> handler) {
        HttpClient open = client();
        return open == null ? null : open.sendAsync(request, handler);
    }

    private synchronized @Nullable HttpClient client() {
        if (client == null && !closed) {
            client = HttpClient.newBuilder()
                    .sslContext(tls())
                    // etcd takes JSON over HTTP/2 with TLS only; one way for both is one way to test.
                    .version(Version.HTTP_1_1)
                    .connectTimeout(atLeastAMilli(options.connectTimeout()))
                    .followRedirects(Redirect.NEVER)
                    .executor(executor)
                    .build();
        }
        return client;
    }

    private SSLContext tls() {
        return isSecure() ? options.sslContext() : Unused.CONTEXT;
    }

    /** For lines in clear, which need none; the JVM's own costs half a second where nobody else has loaded it. */
    private static final class Unused {
        static final SSLContext CONTEXT = make();

        private static SSLContext make() {
            try {
                SSLContext made = SSLContext.getInstance("TLS");
                made.init(new KeyManager[0], new TrustManager[0], null);
                return made;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JVM has no TLS", e);
            }
        }
    }

    private static Duration atLeastAMilli(Duration timeout) {
        return timeout.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : timeout;
    }

    /**
     * Lets go of the client. From JDK 21 on it is told to stop; before, its thread ends by itself once nothing is under
     * way and the client was collected, which is why nothing may hold it.
     */
    synchronized void close() {
        closed = true;
        HttpClient open = client;
        client = null;
        if (open != null && Runtime.version().feature() >= 21) {
            stop(open);
        }
    }

    private static void stop(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            System.getLogger(Http.class.getName())
                    .log(System.Logger.Level.WARNING, "an HttpClient could not be stopped", e);
        }
    }

    @Override
    public String toString() {
        return base;
    }
}
