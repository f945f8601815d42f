package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.TransportFailure;
import org.jspecify.annotations.Nullable;

/** What goes with calls besides messages: how they end, and what they ask for in their headers. */
final class Statuses {
    private static final Metadata.Key<String> HAS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private Statuses() {}

    /** The status that tells a failure, or OK for none. */
    static Status of(@Nullable TransportFailure failure) {
        return failure == null
                ? Status.OK
                : Status.fromCodeValue(failure.code().number()).withDescription(failure.text());
    }

    static CallContext context(Metadata headers) {
        return "true".equals(headers.get(HAS_LEADER)) ? CallContext.REQUIRE_LEADER : CallContext.PLAIN;
    }
}
