package io.mainstay.etcd.tls;

import io.mainstay.etcd.auth.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a client speaks TLS: whom it trusts, and who it is. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * Tls.system()                                        // the default for https endpoints
 * Tls.trusting(Path.of("ca.pem"))                     // an own CA
 *    .identity(Path.of("me.pem"), Path.of("me.key"))  // and a client certificate
 * }</pre>
 *
 * <p>Certificates and keys are PEM; a key may be PKCS#8, also encrypted, PKCS#1 or SEC1, and RSA, EC or Ed25519. They
 * are read when the client is built, which fails when something is wrong with them. The files are looked at again
 * before every handshake: what has changed counts from the next connection on, and no session from before is taken up
 * again. A connection that stands is not cut. Files that cannot be used (half written, a key that does not match its
 * certificate, an expired certificate) leave in force what was there before; the log has a warning then, and the event
 * listener hears of it.
 *
 * <p>The name in a server's certificate must be the host of its endpoint, a DNS name or an address; each endpoint's
 * own.
 */
public final class Tls {
    private static final Tls SYSTEM = new Tls(List.of(), null, null, Checks.ALL);

    private final List<PemSource> trusted;
    private final @Nullable Identity identity;
    private final @Nullable String serverName;
    private final Checks checks;

    private Tls(List<PemSource> trusted, @Nullable Identity identity, @Nullable String serverName, Checks checks) {
        this.trusted = trusted;
        this.identity = identity;
        this.serverName = serverName;
        this.checks = checks;
    }

    /** What is checked of a server's certificate. */
    public enum Checks {
        /** That a trusted CA vouches for it, its time, and its name. */
        ALL,
        /** All but its name. */
        NO_NAME,
        /** Nothing. */
        NONE
    }

    /**
     * A client's certificate and key.
     *
     * @param chain the certificate, and after it those that lead to the CA
     * @param key the key of the certificate
     * @param keyPassword what the key is encrypted with; null when it is not
     */
    public record Identity(
            PemSource chain, PemSource key, @Nullable Secret keyPassword) {
        /** Shows where the certificate comes from, and nothing secret. */
        @Override
        public String toString() {
            return chain.toString();
        }
    }

    /** Trusts what the JVM trusts (its {@code cacerts}, or {@code javax.net.ssl.trustStore}), and shows no identity. */
    public static Tls system() {
        return SYSTEM;
    }

    /** Trusts the CA certificates in these files, at least one in each, and no others; shows no identity. */
    public static Tls trusting(Path... caFiles) {
        return SYSTEM.trust(caFiles);
    }

    /**
     * Trusts the CA certificates in these files too, at least one in each. What is named here and by {@link
     * #trustPem(String)} takes the place of what the JVM trusts. A certificate that is no CA's is trusted as itself.
     */
    public Tls trust(Path... caFiles) {
        return trust(Arrays.stream(caFiles).map(PemSource.File::new).toList());
    }

    /** Trusts the CA certificates in this text too, like {@link #trust(Path...)}. */
    public Tls trustPem(String pem) {
        return trust(List.of(new PemSource.Text(pem)));
    }

    private Tls trust(List<? extends PemSource> more) {
        List<PemSource> all = new ArrayList<>(trusted);
        all.addAll(more);
        return new Tls(List.copyOf(all), identity, serverName, checks);
    }

    /**
     * Shows this certificate to servers that ask for one. With authentication on and {@code --client-cert-auth}, etcd
     * takes the certificate's common name for the user's name when no token is sent.
     *
     * @param certificateChain the certificate first, then those that lead to the CA
     * @param privateKey its key; may be the same file
     */
    public Tls identity(Path certificateChain, Path privateKey) {
        return identity(new Identity(new PemSource.File(certificateChain), new PemSource.File(privateKey), null));
    }

    /** Shows this certificate to servers, from text, like {@link #identity(Path, Path)}. */
    public Tls identityPem(String certificateChain, String privateKey) {
        return identity(new Identity(new PemSource.Text(certificateChain), new PemSource.Text(privateKey), null));
    }

    /**
     * The password of the key that was given before, when that is encrypted (PKCS#8, {@code ENCRYPTED PRIVATE KEY}).
     *
     * @throws IllegalStateException when no identity was given
     */
    public Tls keyPassword(Secret password) {
        if (identity == null) {
            throw new IllegalStateException("give the key first, with identity(...), and then its password");
        }
        return identity(new Identity(identity.chain(), identity.key(), password));
    }

    private Tls identity(Identity other) {
        return new Tls(trusted, other, serverName, checks);
    }

    /**
     * Asks servers for this name, and wants it in their certificates, in place of the host of the endpoint; for
     * servers that are reached by addresses which their certificates do not have.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public Tls serverName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("serverName is blank; leave it out to check the endpoint's own host");
        }
        return new Tls(trusted, identity, name, checks);
    }

    /**
     * Takes any name in a server's certificate: whoever has any certificate of a trusted CA can then play the server.
     * {@link #serverName(String)} is safer where it is enough. Each client says so in the log, as a warning.
     */
    public Tls insecureSkipNameCheck() {
        return new Tls(trusted, identity, serverName, checks == Checks.NONE ? Checks.NONE : Checks.NO_NAME);
    }

    /**
     * Takes any certificate from a server: whoever is on the way can then read and change everything. For trials only.
     * Each client says so in the log, as a warning.
     */
    public Tls insecureSkipVerify() {
        return new Tls(trusted, identity, serverName, Checks.NONE);
    }

    /** Where the trusted certificates come from; empty means the JVM's trust store. */
    public List<PemSource> trusted() {
        return trusted;
    }

    /** Who the client is, if it has a certificate. */
    public Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }

    /** The name that takes the place of the endpoints' hosts, if any. */
    public Optional<String> serverName() {
        return Optional.ofNullable(serverName);
    }

    /** What is checked of a server's certificate. */
    public Checks checks() {
        return checks;
    }

    /** Where things come from, and loudly what is not checked; nothing secret. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Tls[trust=").append(trusted.isEmpty() ? "system" : trusted);
        if (identity != null) {
            text.append(", identity=").append(identity);
        }
        if (serverName != null) {
            text.append(", serverName=").append(serverName);
        }
        return text.append(
                        switch (checks) {
                            case ALL -> "";
                            case NO_NAME -> ", INSECURE: SERVER NAMES ARE NOT CHECKED";
                            case NONE -> ", INSECURE: SERVERS ARE NOT VERIFIED";
                        })
                .append(']')
                .toString();
    }
}
