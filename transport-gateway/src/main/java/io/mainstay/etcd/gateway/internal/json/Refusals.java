package io.mainstay.etcd.gateway.internal.json;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.TransportFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What an answer with an HTTP status other than success means. Pure. */
public final class Refusals {
    /** What the gateway says from 3.6 on, in its own words, of a path that it does not know. */
    private static final String UNKNOWN_PATH = "Not Found";

    /** What etcd's TLS side says to a request in clear, before it has read any of it. */
    private static final String IN_CLEAR = "HTTP request to an HTTPS server";

    private static final int EXCERPT = 200;

    private Refusals() {}

    /**
     * Reads an answer that refuses a request. It comes from etcd when it is JSON with a code; else from the gateway
     * itself, or from something between it and us, and then only the status tells.
     *
     * @param status the HTTP status
     * @param path where the request was posted
     * @param body the first bytes of the answer
     */
    public static TransportFailure of(int status, String path, byte[] body) {
        try {
            ErrorJson.Told told = Json.read(ErrorJson.TOLD, new ByteArrayInputStream(body));
            if (told.number() != 0) {
                return unknownPath(told) ? noSuchPath(path) : told.failure();
            }
        } catch (MalformedAnswerException notFromEtcd) {
            // Then the status has to do.
        }
        String excerpt = excerpt(body);
        if (excerpt.contains(IN_CLEAR)) {
            return TransportFailure.notSent(
                    ErrorCode.UNAVAILABLE, "the server speaks TLS; write https://", new IOException(IN_CLEAR));
        }
        return ofStatus(status, path, excerpt);
    }

    private static boolean unknownPath(ErrorJson.Told told) {
        return told.code() == ErrorCode.NOT_FOUND && told.text().equals(UNKNOWN_PATH);
    }

    private static TransportFailure ofStatus(int status, String path, String excerpt) {
        ErrorCode code = switch (status) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403, 407, 421 -> ErrorCode.PERMISSION_DENIED;
            case 404, 405, 501 -> ErrorCode.UNIMPLEMENTED;
            case 408, 502, 503, 504 -> ErrorCode.UNAVAILABLE;
            case 413, 429 -> ErrorCode.RESOURCE_EXHAUSTED;
            case 400, 500 -> ErrorCode.INTERNAL;
            default -> ErrorCode.UNKNOWN;
        };
        if (code == ErrorCode.UNIMPLEMENTED) {
            return noSuchPath(path);
        }
        String advice = switch (status) {
            case 301, 302, 303, 307, 308 -> ": give the address it leads to as endpoint";
            case 407 -> ": the proxy between here and etcd wants a user";
            case 413 -> ": the request is too large for something between here and etcd";
            case 421 -> ": the server does not serve this host name (--host-whitelist)";
            default -> "";
        };
        return TransportFailure.answered(
                code, "HTTP status " + status + " without an error of etcd" + advice + excerpt);
    }

    private static TransportFailure noSuchPath(String path) {
        return TransportFailure.answered(
                ErrorCode.UNIMPLEMENTED,
                "nothing answers to POST " + path
                        + ": the server is older than this call, its gateway is off (--enable-grpc-gateway), or this is"
                        + " no etcd");
    }

    /** What a proxy says, on one line: of an HTML page its text. */
    private static String excerpt(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8)
                .replaceAll("<[^>]{0,200}>", " ")
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
        return text.isEmpty() ? "" : "; it said: " + (text.length() > EXCERPT ? text.substring(0, EXCERPT) : text);
    }
}
