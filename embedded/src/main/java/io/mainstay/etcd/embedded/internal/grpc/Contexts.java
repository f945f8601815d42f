package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.Metadata;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.spi.CallContext;
import org.jspecify.annotations.Nullable;

/** What calls ask for in their headers. */
final class Contexts {
    private static final Metadata.Key<String> HAS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private Contexts() {}

    static CallContext of(Metadata headers) {
        CallContext context = "true".equals(headers.get(HAS_LEADER)) ? CallContext.REQUIRE_LEADER : CallContext.PLAIN;
        String token = headers.containsKey(TOKEN) ? first(headers, TOKEN) : first(headers, AUTHORIZATION);
        return token == null ? context : context.withToken(Secret.of(token));
    }

    private static @Nullable String first(Metadata headers, Metadata.Key<String> key) {
        Iterable<String> all = headers.getAll(key);
        return all == null ? null : all.iterator().next();
    }
}
