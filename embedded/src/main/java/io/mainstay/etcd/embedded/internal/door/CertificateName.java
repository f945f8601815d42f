package io.mainstay.etcd.embedded.internal.door;

import java.security.cert.X509Certificate;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Reads the common name out of a certificate, which etcd takes for the name of a user. */
final class CertificateName {
    private CertificateName() {}

    /** That of the client's certificate; empty when it has no such name, null without a certificate. */
    static @Nullable String of(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? of(certificate.getSubjectX500Principal().getName())
                    : "";
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }

    /** The last common name of a subject as RFC 2253 writes it, where the last part comes first. */
    static String of(String subject) {
        try {
            String found = "";
            for (Rdn part : new LdapName(subject).getRdns()) {
                Attribute name = part.toAttributes().get("CN");
                if (name != null) {
                    found = name.get() instanceof String text ? text : "";
                }
            }
            return found;
        } catch (InvalidNameException e) {
            return "";
        } catch (NamingException e) {
            throw new IllegalStateException("a name that was read cannot be read", e);
        }
    }
}
