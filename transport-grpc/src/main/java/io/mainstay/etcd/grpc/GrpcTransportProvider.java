package io.mainstay.etcd.grpc;

import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportProvider;
import java.util.Set;

/**
 * Lines to etcd over grpc-java: {@code http} and {@code unix} in clear, {@code https} with TLS of the JDK. Found by
 * itself when this module is on the class path.
 *
 * <p>Each line has one connection, made with the first call, and one daemon thread; both end with its {@code close()}.
 */
public final class GrpcTransportProvider implements TransportProvider {
    private static final Set<String> SCHEMES = Set.of("http", "https", "unix", "unixs");

    /** For {@link java.util.ServiceLoader}, and for giving to a client's builder by hand. */
    public GrpcTransportProvider() {}

    @Override
    public Set<String> schemes() {
        return SCHEMES;
    }

    @Override
    public Transport connect(Endpoint endpoint, ConnectOptions options) {
        if (!SCHEMES.contains(endpoint.scheme())) {
            throw new IllegalArgumentException(
                    "gRPC cannot serve '" + endpoint + "'; write it like http://127.0.0.1:2379");
        }
        return new GrpcTransport(endpoint, options);
    }
}
