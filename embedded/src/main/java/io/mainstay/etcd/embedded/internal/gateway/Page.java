package io.mainstay.etcd.embedded.internal.gateway;

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
    static final Page ONLY_GET = new Page(
            405,
            List.of("Allow", "GET", TYPE, "text/plain; charset=utf-8", "X-Content-Type-Options", "nosniff"),
            "Method Not Allowed\n");

    /** Something for people to read. */
    static Page text(int status, String body) {
        return new Page(status, PLAIN, body);
    }
}
