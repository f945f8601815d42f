package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.Metadata;
import io.mainstay.etcd.spi.CallContext;

/** What calls ask for in their headers. */
final class Contexts {
    private static final Metadata.Key<String> HAS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private Contexts() {}

    static CallContext of(Metadata headers) {
        return "true".equals(headers.get(HAS_LEADER)) ? CallContext.REQUIRE_LEADER : CallContext.PLAIN;
    }
}
