package io.mainstay.etcd.internal.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** X.509 certificates out of PEM text. */
final class Certificates {
    private static final Set<String> LABELS = Set.of("CERTIFICATE", "X509 CERTIFICATE");

    private Certificates() {}

    /**
     * The certificates of a text in their order, at least one. Keys beside them are passed over.
     *
     * @throws PemException when there is none, or one is damaged
     */
    static List<X509Certificate> read(byte[] pem) throws PemException {
        List<X509Certificate> found = new ArrayList<>();
        List<Pem.Block> blocks = Pem.parse(pem);
        for (Pem.Block block : blocks) {
            if (LABELS.contains(block.label())) {
                found.add(certificate(block, found.size() + 1));
            }
        }
        if (found.isEmpty()) {
            throw new PemException("holds no certificate but " + labels(blocks)
                    + "; give the file that begins with '-----BEGIN CERTIFICATE-----'");
        }
        return found;
    }

    static String labels(List<Pem.Block> blocks) {
        return String.join(
                ", ", blocks.stream().map(Pem.Block::label).distinct().toList());
    }

    private static X509Certificate certificate(Pem.Block block, int number) throws PemException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            if (factory.generateCertificate(new ByteArrayInputStream(block.der())) instanceof X509Certificate read) {
                return read;
            }
            throw new PemException("has a certificate (number " + number + ") of an unknown kind");
        } catch (GeneralSecurityException | RuntimeException damaged) {
            throw new PemException("has a damaged certificate (number " + number + ")", damaged);
        }
    }

    /** Whether its time is over. One whose time is still to come may be right by the server's clock. */
    static boolean isExpired(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return false;
        } catch (CertificateExpiredException e) {
            return true;
        } catch (CertificateNotYetValidException e) {
            return false;
        }
    }
}
