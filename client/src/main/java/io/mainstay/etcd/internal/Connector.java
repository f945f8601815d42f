package io.mainstay.etcd.internal;

import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.tls.ClientSslContext;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.tls.Tls;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Opens the lines of a client, all with the same options and inside the same layers. */
final class Connector implements Function<Endpoint, Transport> {
    private final @Nullable TransportProvider transport;
    private final @Nullable Tls tls;
    private final ConnectOptions options;
    private final Layers layers;

    /** Reads the TLS files, if there are any. */
    Connector(ClientOptions.Lines to, Layers layers, Emitter emitter) {
        this.transport = to.transport();
        this.tls = to.tls();
        this.options = to.connect().withTls(context(to, emitter));
        this.layers = layers;
    }

    private static SSLContext context(ClientOptions.Lines to, Emitter emitter) {
        Tls tls = to.tls();
        boolean used = tls != null
                || to.endpoints().stream()
                        .anyMatch(endpoint -> endpoint.scheme().startsWith("https"));
        return used
                ? ClientSslContext.of(tls == null ? Tls.system() : tls, emitter)
                : ClientSslContext.systemWhenUsed(emitter);
    }

    /** A line to an endpoint. One in clear is refused beside others with TLS: it would show secrets. */
    @Override
    public Transport apply(Endpoint endpoint) {
        if (tls != null && isInClear(endpoint)) {
            throw new IllegalArgumentException("TLS is set up, but " + endpoint + " is in clear; write https"
                    + endpoint.toString().substring("http".length()) + ", or leave tls(...) out");
        }
        TransportProvider provider = transport != null ? transport : Transports.forEndpoint(endpoint);
        return layers.around(provider.connect(endpoint, options));
    }

    /** An address of HTTP without TLS, be it gRPC's ({@code http}) or the JSON gateway's ({@code http+json}). */
    private static boolean isInClear(Endpoint endpoint) {
        return endpoint.scheme().equals("http") || endpoint.scheme().startsWith("http+");
    }
}
