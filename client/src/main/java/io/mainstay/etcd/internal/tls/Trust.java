package io.mainstay.etcd.internal.tls;

import io.mainstay.etcd.tls.PemSource;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes trust managers: of CA files, and of the JVM's trust store. */
final class Trust {
    private static final String ADVICE =
            "; check javax.net.ssl.trustStore and javax.net.ssl.trustStorePassword, or name"
                    + " CA files with Tls.trusting(...)";

    private Trust() {}

    static Followed<X509TrustManager> follow(List<PemSource> sources) {
        return new Followed<>(sources, contents -> make(sources, contents));
    }

    /** The JVM's trust store as it is now. */
    static X509TrustManager system() {
        try {
            X509TrustManager manager = managerOf(null);
            if (manager.getAcceptedIssuers().length > 0) {
                return manager;
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("the JVM's trust store cannot be read: " + e.getMessage() + ADVICE, e);
        }
        // So the JDK treats a store that is not there, and one that the password does not open.
        throw new IllegalArgumentException("the JVM's trust store is empty" + ADVICE);
    }

    private static X509TrustManager make(List<PemSource> sources, List<byte[]> contents) {
        List<X509Certificate> all = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            all.addAll(read(sources.get(i), contents.get(i)));
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate certificate : all) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            return managerOf(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(sources + " cannot be trusted: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> read(PemSource source, byte[] pem) {
        List<X509Certificate> certificates;
        try {
            certificates = Certificates.read(pem);
        } catch (PemException e) {
            throw new IllegalArgumentException(source + " " + e.getMessage(), e);
        }
        if (certificates.stream().allMatch(Certificates::isExpired)) {
            X509Certificate first = certificates.get(0);
            throw new IllegalArgumentException(source + " holds no CA certificate that is still valid; that of "
                    + first.getSubjectX500Principal() + " expired at "
                    + first.getNotAfter().toInstant());
        }
        return certificates;
    }

    private static X509TrustManager managerOf(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager in this JVM");
    }
}
