package io.mainstay.etcd.internal.tls;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.tls.PemSource;
import io.mainstay.etcd.tls.Tls;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the identity of a client or server out of its chain and key, and refuses what nobody would take. */
final class Identities {
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private Identities() {}

    /**
     * Follows the files of one.
     *
     * @param expired whether a certificate is taken although its time is over
     */
    static Followed<IdentityKeyManager> follow(Tls.Identity identity, boolean expired) {
        return new Followed<>(List.of(identity.chain(), identity.key()), contents -> {
            IdentityKeyManager made = make(identity, contents.get(0), contents.get(1));
            if (!expired) {
                refuseExpired(identity, made.certificate());
            }
            return made;
        });
    }

    private static IdentityKeyManager make(Tls.Identity identity, byte[] chainPem, byte[] keyPem) {
        List<X509Certificate> chain;
        try {
            chain = Certificates.read(chainPem);
        } catch (PemException e) {
            throw refusal(identity.chain(), e.getMessage(), e);
        }
        PrivateKey key;
        try {
            Secret password = identity.keyPassword();
            key = PrivateKeys.read(keyPem, password == null ? null : password.reveal());
        } catch (UncheckedIOException e) {
            throw refusal(identity.key(), "has a password that is out of reach: " + e.getMessage(), e);
        } catch (PemException e) {
            throw refusal(identity.key(), e.getMessage(), e);
        }
        X509Certificate own = chain.get(0);
        if (!matches(own.getPublicKey(), key)) {
            boolean later = chain.stream().anyMatch(each -> matches(each.getPublicKey(), key));
            String advice = later
                    ? "; its certificate is further down in there: put it first, and those that lead to the CA after"
                    : "; give the two that were made together";
            throw refusal(
                    identity.key(),
                    "is not the key of the certificate of " + own.getSubjectX500Principal() + " in " + identity.chain()
                            + advice,
                    null);
        }
        return new IdentityKeyManager(chain.toArray(X509Certificate[]::new), key);
    }

    private static void refuseExpired(Tls.Identity identity, X509Certificate own) {
        if (Certificates.isExpired(own)) {
            throw refusal(
                    identity.chain(),
                    "holds a certificate of " + own.getSubjectX500Principal() + " that expired at "
                            + own.getNotAfter().toInstant() + "; renew it",
                    null);
        }
    }

    /** Signs something with one and checks it with the other. */
    private static boolean matches(PublicKey certified, PrivateKey key) {
        if (!certified.getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        String algorithm = SIGNATURES.get(key.getAlgorithm());
        if (algorithm == null) {
            // RSASSA-PSS keys want parameters of their own; the handshake will tell.
            return true;
        }
        try {
            byte[] something = certified.getEncoded();
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(something);
            byte[] signature = signing.sign();
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(certified);
            checking.update(something);
            return checking.verify(signature);
        } catch (GeneralSecurityException | RuntimeException different) {
            return false;
        }
    }

    private static IllegalArgumentException refusal(
            PemSource source, @Nullable String what, @Nullable Throwable cause) {
        return new IllegalArgumentException(source + " " + Objects.requireNonNullElse(what, "cannot be used"), cause);
    }
}
