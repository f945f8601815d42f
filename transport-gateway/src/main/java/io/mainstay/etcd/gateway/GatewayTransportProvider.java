package io.mainstay.etcd.gateway;

import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportProvider;
import java.util.Set;

/**
 * Lines to etcd over its HTTP/JSON gateway. There are two ways to use it:
 *
 * <ul>
 *   <li>by hand, {@code builder().transport(new GatewayTransportProvider())}, with {@code http} and {@code https}
 *       endpoints;
 *   <li>found by itself when this module is on the class path, with {@code http+json} and {@code https+json}
 *       endpoints. {@code http} and {@code https} are left to gRPC there, so that both modules can be on one class path
 *       and the endpoint tells which is meant.
 * </ul>
 *
 * <p>A line makes connections when they are needed, one for each call or watch under way (of calls not more than 64),
 * and keeps them for later calls. Eight at a time are being made, so that each is done within the connect timeout; when
 * one cannot be had, whatever waits for its turn fails with it, certainly not sent. It goes through the proxy that the
 * JVM is told of ({@code https.proxyHost} and the like). Its handlers run on one daemon thread; that thread, and the
 * one of the JDK's HttpClient, start with the first call and end after {@code close()}. On a JDK before 21 the latter
 * ends only when the garbage collector has next run.
 */
public final class GatewayTransportProvider implements TransportProvider {
    private static final Set<String> FOUND_BY = Set.of("http+json", "https+json");
    private static final Set<String> SERVED = Set.of("http", "https", "http+json", "https+json");

    /** For {@link java.util.ServiceLoader}, and for giving to a client's builder by hand. */
    public GatewayTransportProvider() {}

    /** The schemes by which it is found; given by hand it serves {@code http} and {@code https} as well. */
    @Override
    public Set<String> schemes() {
        return FOUND_BY;
    }

    @Override
    public Transport connect(Endpoint endpoint, ConnectOptions options) {
        if (!SERVED.contains(endpoint.scheme()) || endpoint.uri().getHost() == null) {
            throw new IllegalArgumentException(
                    "the gateway transport cannot serve '" + endpoint + "'; write it like http+json://127.0.0.1:2379");
        }
        return new GatewayTransport(endpoint, options);
    }
}
