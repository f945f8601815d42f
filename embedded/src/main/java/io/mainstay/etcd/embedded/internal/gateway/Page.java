package io.mainstay.etcd.embedded.internal.gateway;

import io.grpc.Status;
import io.mainstay.etcd.embedded.internal.json.MessageWriter;
import java.util.List;

/**
 * A whole answer.
 *
 * @param status the HTTP status
 * @param headers names and values in turn
 * @param body what it says
 */
record Page(int status, List<String> headers, String body) {
    private static final String TYPE = "Content-Type";
    static final List<String> JSON = List.of(TYPE, "application/json");
    static final List<String> CALLED =
            List.of(TYPE, "application/json", "Grpc-Metadata-Content-Type", "application/grpc");
    static final List<String> TEXT = List.of(TYPE, "text/plain; charset=utf-8");
    private static final List<String> PLAIN =
            List.of(TYPE, "text/plain; charset=utf-8", "X-Content-Type-Options", "nosniff");

    static final Page EMPTY = new Page(200, List.of(), "");
    static final Page NOT_THERE = text(404, "404 page not found\n");
    static final Page NO_PATH = error(404, Status.NOT_FOUND.withDescription("Not Found"));
    static final Page NO_METHOD = error(Status.UNIMPLEMENTED.withDescription("Method Not Allowed"));
    static final Page ONLY_GET = new Page(
            405,
            List.of("Allow", "GET", TYPE, "text/plain; charset=utf-8", "X-Content-Type-Options", "nosniff"),
            "Method Not Allowed\n");

    /** Something for people to read. */
    static Page text(int status, String body) {
        return new Page(status, PLAIN, body);
    }

    /** A call that failed. */
    static Page error(Status status) {
        return error(httpStatus(status), status);
    }

    private static Page error(int httpStatus, Status status) {
        String body = errorBody(status);
        return status.getCode() == Status.Code.UNAUTHENTICATED
                ? new Page(httpStatus, List.of(TYPE, "application/json", "WWW-Authenticate", words(status)), body)
                : new Page(httpStatus, JSON, body);
    }

    /** A failure as etcd's gateway tells it since 3.6. */
    static String errorBody(Status status) {
        StringBuilder body =
                new StringBuilder("{\"code\":").append(status.getCode().value()).append(",\"message\":");
        MessageWriter.write(words(status), body);
        return body.append('}').toString();
    }

    /** With which HTTP status a call ends. */
    static int httpStatus(Status status) {
        return switch (status.getCode()) {
            case OK -> 200;
            case CANCELLED -> 499;
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> 400;
            case DEADLINE_EXCEEDED -> 504;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, ABORTED -> 409;
            case PERMISSION_DENIED -> 403;
            case UNAUTHENTICATED -> 401;
            case RESOURCE_EXHAUSTED -> 429;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case UNKNOWN, INTERNAL, DATA_LOSS -> 500;
        };
    }

    private static String words(Status status) {
        String description = status.getDescription();
        return description == null ? "" : description;
    }
}
