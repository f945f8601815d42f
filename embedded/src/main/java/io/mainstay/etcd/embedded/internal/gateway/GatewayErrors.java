package io.mainstay.etcd.embedded.internal.gateway;

import io.grpc.Status;
import io.mainstay.etcd.embedded.internal.json.MessageWriter;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/** How the gateway tells failures, which changed with etcd 3.6. */
enum GatewayErrors {
    /** Since 3.6: a code and a message, for paths that there are not, too. */
    NEW {
        @Override
        Page page(Status status) {
            return page(httpStatus(status), status);
        }

        @Override
        Page noPath() {
            return page(404, Status.NOT_FOUND.withDescription("Not Found"));
        }

        @Override
        Page noMethod() {
            return page(Status.UNIMPLEMENTED.withDescription("Method Not Allowed"));
        }

        @Override
        String ofStream(Status status) {
            return body(status);
        }

        private Page page(int httpStatus, Status status) {
            return status.getCode() == Status.Code.UNAUTHENTICATED
                    ? new Page(httpStatus, with("WWW-Authenticate", words(status)), body(status))
                    : new Page(httpStatus, Page.JSON, body(status));
        }

        private String body(Status status) {
            StringBuilder body = new StringBuilder("{\"code\":").append(code(status));
            MessageWriter.write(words(status), body.append(",\"message\":"));
            return body.append('}').toString();
        }
    },
    /** Up to 3.5: the message twice; within a stream with the HTTP status beside the code. */
    OLD {
        @Override
        Page page(Status status) {
            StringBuilder body = new StringBuilder();
            MessageWriter.write(words(status), body.append("{\"error\":"));
            body.append(",\"code\":").append(code(status));
            MessageWriter.write(words(status), body.append(",\"message\":"));
            return new Page(httpStatus(status), Page.JSON, body.append('}').toString());
        }

        @Override
        Page noPath() {
            return Page.text(404, "Not Found\n");
        }

        @Override
        Page noMethod() {
            return Page.text(405, "Method Not Allowed\n");
        }

        @Override
        String ofStream(Status status) {
            int http = httpStatus(status);
            StringBuilder body = new StringBuilder("{\"grpc_code\":").append(code(status));
            body.append(",\"http_code\":").append(http);
            MessageWriter.write(words(status), body.append(",\"message\":"));
            String phrase = HttpResponseStatus.valueOf(http).reasonPhrase();
            MessageWriter.write(phrase, body.append(",\"http_status\":"));
            return body.append('}').toString();
        }
    };

    /** A call that failed. */
    abstract Page page(Status status);

    /** There is no such path. */
    abstract Page noPath();

    /** There is such a path, but not for this method. */
    abstract Page noMethod();

    /** What a stream's last line says of its failure. */
    abstract String ofStream(Status status);

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

    private static int code(Status status) {
        return status.getCode().value();
    }

    private static List<String> with(String header, String value) {
        return List.of("Content-Type", "application/json", header, value);
    }

    private static String words(Status status) {
        String description = status.getDescription();
        return description == null ? "" : description;
    }
}
