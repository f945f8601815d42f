package io.mainstay.etcd.embedded.internal.grpc;

import io.grpc.Attributes;
import io.grpc.Metadata;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.spi.CallContext;
import org.jspecify.annotations.Nullable;

/** What goes with calls: what they ask for in their headers, and with whose certificate they came. */
public final class Contexts {
    /** The common name of the certificate with which a connection came. */
    private static final Attributes.Key<String> CERTIFICATE = Attributes.Key.create("mainstay-certificate-name");

    /** By this etcd knows calls that came through the gateway of a proxy, whose certificate is not their own. */
    private static final Metadata.Key<String> FROM_GATEWAY =
            Metadata.Key.of("grpcgateway-accept", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> HAS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private Contexts() {}

    /** What is known of a connection, and with which certificate it came. */
    public static Attributes withCertificate(Attributes known, @Nullable String name) {
        return name == null ? known : known.toBuilder().set(CERTIFICATE, name).build();
    }

    static CallContext of(Metadata headers, Attributes connection) {
        CallContext context = of(headers);
        return headers.containsKey(FROM_GATEWAY) ? context : context.withCertificateName(connection.get(CERTIFICATE));
    }

    private static CallContext of(Metadata headers) {
        CallContext context = "true".equals(headers.get(HAS_LEADER)) ? CallContext.REQUIRE_LEADER : CallContext.PLAIN;
        String token = headers.containsKey(TOKEN) ? first(headers, TOKEN) : first(headers, AUTHORIZATION);
        return token == null ? context : context.withToken(Secret.of(token));
    }

    private static @Nullable String first(Metadata headers, Metadata.Key<String> key) {
        Iterable<String> all = headers.getAll(key);
        return all == null ? null : all.iterator().next();
    }
}
