package io.mainstay.etcd.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTroubleTest {
    /** The JDK's words, and what they must be said to mean. */
    @ParameterizedTest
    @CsvSource({
        "PKIX path building failed: unable to find valid certification path to requested target, Tls.trusting",
        "No name matching localhost found, for another host",
        "No subject alternative DNS name matching localhost found., for another host",
        "No subject alternative names matching IP address 127.0.0.1 found, for another host",
        "Received fatal alert: certificate_required, Tls.identity",
        "Received fatal alert: bad_certificate, wants a client certificate",
        "Received fatal alert: unknown_ca, does not trust the CA of the client",
        "Received fatal alert: certificate_expired, client's certificate has expired",
        "Received fatal alert: certificate_unknown, refuses the client's certificate",
        "Received fatal alert: protocol_version, no TLS version in common",
        "not an SSL/TLS record: 485454502f, write http://",
        "Remote host terminated the handshake, write http://",
        "something new, TLS: something new"
    })
    void theJdksWordsAreExplainedAndKept(String words, String meaning) {
        Throwable wrapped = new IOException("ssl exception", new SSLHandshakeException(words));
        assertThat(TlsTrouble.explain(wrapped))
                .get()
                .asString()
                .startsWith("TLS: ")
                .contains(meaning, words);
    }

    @Test
    void datesAreToldByTheCauseAtTheBottom() {
        SSLException failed = new SSLException("PKIX path validation failed: validity check failed");
        failed.initCause(new CertificateExpiredException("NotAfter: yesterday"));
        assertThat(TlsTrouble.explain(failed)).get().asString().contains("has expired (NotAfter: yesterday)");
        SSLException early = new SSLException("PKIX path validation failed: validity check failed");
        early.initCause(new CertificateNotYetValidException("NotBefore: tomorrow"));
        assertThat(TlsTrouble.explain(early)).get().asString().contains("not valid yet (NotBefore: tomorrow)");
    }

    @Test
    void whatIsNotOfTlsIsLeftAlone() {
        assertThat(TlsTrouble.explain(null)).isEmpty();
        assertThat(TlsTrouble.explain(new IOException("Connection refused"))).isEmpty();
        assertThat(TlsTrouble.explain(new SSLException((String) null))).contains("TLS: SSLException");
    }
}
