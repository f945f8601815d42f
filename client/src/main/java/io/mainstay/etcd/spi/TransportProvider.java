package io.mainstay.etcd.spi;

import java.util.Set;

/**
 * Makes transports for the endpoints of some schemes. Found through {@link java.util.ServiceLoader} or given by hand.
 */
public interface TransportProvider {
    /** The schemes of the endpoints it serves, in lower case, like {@code http}. */
    Set<String> schemes();

    /**
     * A line to an endpoint. It does not connect yet, so it does not fail for a dead one.
     *
     * @throws IllegalArgumentException when the endpoint is none of its kind
     */
    Transport connect(Endpoint endpoint, ConnectOptions options);

    /** A line to an endpoint with the defaults. */
    default Transport connect(Endpoint endpoint) {
        return connect(endpoint, ConnectOptions.DEFAULT);
    }
}
