package io.mainstay.etcd.internal;

import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import java.util.ServiceLoader;

/** Finds a transport for an endpoint on the class path. */
final class Transports {
    private Transports() {}

    static TransportProvider forEndpoint(Endpoint endpoint) {
        return ServiceLoader.load(TransportProvider.class, Transports.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.schemes().contains(endpoint.scheme()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no transport for '" + endpoint.scheme()
                        + "' endpoints is on the class path; add io.mainstay:mainstay-grpc, or give the builder one by"
                        + " transport(...)"));
    }
}
