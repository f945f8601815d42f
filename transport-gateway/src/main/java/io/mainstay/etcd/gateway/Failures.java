package io.mainstay.etcd.gateway;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.gateway.internal.json.MalformedAnswerException;
import io.mainstay.etcd.spi.TlsTrouble;
import io.mainstay.etcd.spi.TransportFailure;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Reads what the HttpClient throws, whose messages are often missing. */
final class Failures {
    /** What the JDK says when the very first answer is not TLS; later ones it calls by other names. */
    private static final String NOT_TLS = "Unsupported or unrecognized SSL message";

    /** What the JDK says when the server hung up without an answer, as one with TLS does on a request in clear. */
    private static final String NO_ANSWER = "header parser received no bytes";

    /** What the JDK says when the server hung up in a handshake, as one without TLS does. */
    private static final String HANDSHAKE_CUT = "terminated the handshake";

    private Failures() {}

    /**
     * A request that got no answer.
     *
     * @param http where it was to go
     * @param sent whether any of it may have been sent
     */
    static TransportFailure of(Throwable thrown, Http http, boolean sent) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String text = text(cause, http);
        // The HttpClient may send during a handshake, but no server reads what comes before one has succeeded.
        return sent && !TlsTrouble.endedHandshake(cause) && !NOT_TLS.equals(cause.getMessage())
                ? TransportFailure.lost(text, cause)
                : TransportFailure.notSent(ErrorCode.UNAVAILABLE, text, cause);
    }

    /** A request that could not even be made. */
    static TransportFailure impossible(RuntimeException why) {
        return TransportFailure.notSent(ErrorCode.INVALID_ARGUMENT, reason(why), why);
    }

    /** What was under way when its line was closed. */
    static TransportFailure cutByClose(Http http) {
        return TransportFailure.lost("the line to " + http + " was closed", null);
    }

    /** A request on a line that is closed. */
    static TransportFailure closed(Http http) {
        return TransportFailure.notSent(ErrorCode.UNAVAILABLE, "the line to " + http + " is closed", null);
    }

    /** An answer that nobody can read. */
    static TransportFailure malformed(String path, MalformedAnswerException why) {
        return new TransportFailure(
                ErrorCode.INTERNAL,
                "the answer to POST " + path + " is none of etcd's gateway: " + why.getMessage(),
                true,
                why);
    }

    /** An answer that breaks the protocol. */
    static TransportFailure broken(String text) {
        return TransportFailure.answered(ErrorCode.INTERNAL, text);
    }

    /** A failure in what was to receive an answer. */
    static TransportFailure ofHandler(Throwable thrown) {
        return new TransportFailure(ErrorCode.INTERNAL, "the handler failed: " + thrown, true, thrown);
    }

    private static String text(Throwable thrown, Http http) {
        if (thrown instanceof HttpConnectTimeoutException) {
            return "no connection within the connect timeout";
        }
        if (thrown instanceof ConnectException) {
            return connectFailure(thrown);
        }
        String text = TlsTrouble.explain(thrown).orElseGet(() -> reason(thrown));
        if (text.contains(HANDSHAKE_CUT)) {
            return text + "; if the server does not speak TLS, write http://";
        }
        if (text.contains(NO_ANSWER)) {
            return text
                    + (http.isSecure()
                            ? "; if it always does so, it may refuse the client's certificate"
                            : "; if the server speaks TLS, write https://");
        }
        return text;
    }

    /**
     * The JDK tries a second time to connect, on a channel that the first failure has closed, and tells of that one;
     * the first one's reason is lost.
     */
    private static String connectFailure(Throwable thrown) {
        for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException) {
                return "the host name cannot be resolved";
            }
            if (at.getMessage() != null) {
                return at.getMessage();
            }
            if (at instanceof ClosedChannelException) {
                return "connection refused, or the host cannot be reached";
            }
        }
        return "connection refused, or the host cannot be reached";
    }

    /** The first message among the causes. */
    private static String reason(Throwable thrown) {
        for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
            if (at.getMessage() != null) {
                return at.getMessage();
            }
        }
        return thrown.getClass().getSimpleName();
    }
}
