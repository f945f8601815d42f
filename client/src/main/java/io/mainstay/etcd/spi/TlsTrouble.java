package io.mainstay.etcd.spi;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says in words what made a TLS handshake fail, and what to do about it; for transports. */
public final class TlsTrouble {
    private static final String ALERT = "Received fatal alert: ";

    /** What the JDK's and Netty's messages hold, and what that means; the first that fits counts. */
    private static final List<Sign> SIGNS = List.of(
            new Sign(
                    "unable to find valid certification path",
                    "no trusted CA vouches for the server's certificate; name its CA with Tls.trusting(...)"),
            new Sign(
                    "does not chain with any of the trust anchors",
                    "no trusted CA vouches for the server's certificate; name its CA with Tls.trusting(...)"),
            new Sign("No subject alternative", Sign.NAME),
            new Sign("No name matching", Sign.NAME),
            new Sign(
                    ALERT + "certificate_required",
                    "the server wants a client certificate; give one with Tls.identity(...)"),
            new Sign(
                    ALERT + "bad_certificate",
                    "the server wants a client certificate, or refuses the one of Tls.identity(...)"),
            new Sign(ALERT + "unknown_ca", "the server does not trust the CA of the client's certificate"),
            new Sign(ALERT + "certificate_expired", "the client's certificate has expired; renew it"),
            new Sign(ALERT + "certificate_", "the server refuses the client's certificate"),
            new Sign(ALERT + "unsupported_certificate", "the client's certificate may not be used by a client"),
            new Sign(ALERT + "protocol_version", "server and client have no TLS version in common"),
            new Sign(
                    ALERT + "handshake_failure",
                    "server and client have no cipher in common, or the server wants a" + " client certificate"),
            new Sign(
                    "Remote host terminated the handshake",
                    "the server closed the connection in the handshake; perhaps it does not speak TLS (write http://)"),
            new Sign("not an SSL/TLS record", "the server does not speak TLS; write http://"),
            new Sign("Unsupported or unrecognized SSL message", "the server does not speak TLS; write http://"));

    private TlsTrouble() {}

    private record Sign(String words, String meaning) {
        static final String NAME = "the server's certificate is for another host; name the endpoint as the certificate"
                + " does, or use Tls.serverName(...)";
    }

    /**
     * Whether a failure ended a handshake. With TLS 1.3 the server's refusal may come when a request is on its way
     * already; the server has read nothing of it then.
     */
    public static boolean endedHandshake(@Nullable Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    /**
     * What a failure means.
     *
     * @param failure what the transport met, with its causes
     * @return a text for people, with the JDK's own words in it; empty when the failure is none of TLS
     */
    public static Optional<String> explain(@Nullable Throwable failure) {
        String words = null;
        String meaning = null;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = at.getMessage();
            if (words == null && at instanceof SSLException) {
                words = message == null ? at.getClass().getSimpleName() : message;
            }
            if (at instanceof CertificateExpiredException) {
                meaning = "the server's certificate has expired (" + message + "); renew it there";
            } else if (at instanceof CertificateNotYetValidException) {
                meaning = "the server's certificate is not valid yet (" + message + "); compare the clocks";
            } else if (meaning == null && message != null) {
                meaning = meaning(message);
            }
        }
        if (words == null) {
            return Optional.empty();
        }
        return Optional.of("TLS: " + (meaning == null ? words : meaning + " (" + words + ")"));
    }

    private static @Nullable String meaning(String message) {
        for (Sign sign : SIGNS) {
            if (message.contains(sign.words())) {
                return sign.meaning();
            }
        }
        return null;
    }
}
