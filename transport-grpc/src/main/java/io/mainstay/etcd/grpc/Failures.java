package io.mainstay.etcd.grpc;

import io.grpc.Status;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.TlsTrouble;
import io.mainstay.etcd.spi.TransportFailure;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a gRPC status that is not OK. Nothing in it may be relied on: descriptions and causes are often missing. */
final class Failures {
    /** What grpc-java says of every failed connection, whatever the reason. */
    private static final String EMPTY_PHRASE = "io exception";

    /** What is said of a connection that was closed before it could be used, or reset, which leaves bytes unread. */
    private static final Pattern CLOSED_EARLY = Pattern.compile(
            "Network closed for unknown reason|Connection clos(ed|ing) while performing \\w+ negotiation"
                    + "|First received frame was not SETTINGS|Connection reset|Broken pipe");

    private Failures() {}

    static TransportFailure of(Status status, WireTrace trace) {
        if (trace.answered()) {
            return TransportFailure.answered(
                    ErrorCode.of(status.getCode().value()), Objects.requireNonNullElse(status.getDescription(), ""));
        }
        String text = TlsTrouble.explain(status.getCause()).orElseGet(() -> text(status) + guess(text(status), trace));
        Throwable cause = status.getCause() != null ? status.getCause() : new IOException(text);
        return new TransportFailure(code(status), text, trace.sent(), cause);
    }

    /**
     * What may be behind a connection that the server closed before it had said a word of HTTP/2: TLS on one side only,
     * or a server of TLS 1.3 that refuses the client's certificate and closes before its reason gets through.
     */
    private static String guess(String text, WireTrace trace) {
        if (trace.sent() || !CLOSED_EARLY.matcher(text).find()) {
            return "";
        }
        return trace.secure()
                ? "; perhaps the server speaks no TLS (write http://), or refuses the client's certificate"
                : "; perhaps the server wants TLS (write https://)";
    }

    /** A failure in what was to receive a stream's messages. */
    static TransportFailure ofHandler(Throwable thrown) {
        return new TransportFailure(ErrorCode.INTERNAL, "the stream's handler failed: " + thrown, true, thrown);
    }

    /**
     * A call that no server ended and that we did not cancel was cut off. grpc-java reports that as cancelled when the
     * stream was reset (with a cause, a message could not be written or read), and as unknown when the connection
     * turned out to be closed just as the call was to be written to it.
     */
    private static ErrorCode code(Status status) {
        return switch (status.getCode()) {
            case CANCELLED -> status.getCause() == null ? ErrorCode.UNAVAILABLE : ErrorCode.INTERNAL;
            case UNKNOWN -> status.getCause() instanceof IOException ? ErrorCode.UNAVAILABLE : ErrorCode.UNKNOWN;
            default -> ErrorCode.of(status.getCode().value());
        };
    }

    /** The description, and the first message among the causes that says more. */
    private static String text(Status status) {
        String description = firstLine(Objects.requireNonNullElse(status.getDescription(), ""));
        String reason = reason(status.getCause());
        if (reason.isEmpty() || description.contains(reason)) {
            return description.isEmpty() ? status.getCode().toString() : description;
        }
        return description.isEmpty() || description.equals(EMPTY_PHRASE) ? reason : description + ": " + reason;
    }

    private static String reason(@Nullable Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at.getMessage() != null) {
                return firstLine(at.getMessage());
            }
        }
        return cause == null ? "" : cause.getClass().getSimpleName();
    }

    /** grpc-java puts the state of its pipeline on further lines, or behind what happened. */
    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return (end < 0 ? text : text.substring(0, end)).replaceFirst(" for \\[NettyClientHandler.*", "");
    }
}
