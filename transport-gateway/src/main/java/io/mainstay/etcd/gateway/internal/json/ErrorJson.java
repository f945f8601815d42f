package io.mainstay.etcd.gateway.internal.json;

import static io.mainstay.etcd.gateway.internal.json.Scalars.INT64;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.TransportFailure;
import java.io.IOException;

/**
 * Errors as the gateway tells them. Up to 3.5 there is the text twice, as {@code error} and as {@code message}, and in
 * a stream the code is called {@code grpc_code}; from 3.6 on there are {@code code} and {@code message} everywhere.
 */
final class ErrorJson {
    private static final Field<Kind<Long>> CODE = Field.of("code", INT64);
    private static final Field<Kind<Long>> GRPC_CODE = Field.of("grpc_code", INT64);
    private static final Field<Reads<String>> MESSAGE = Field.of("message", new TextOrNothing());
    private static final Field<Reads<String>> ERROR = Field.of("error", new TextOrNothing());

    static final Shape<Told> TOLD = Shape.of(CODE, GRPC_CODE, MESSAGE, ERROR)
            .as(row -> new Told(
                    row.get(CODE) == 0 ? row.get(GRPC_CODE) : row.get(CODE),
                    row.get(MESSAGE).isEmpty() ? row.get(ERROR) : row.get(MESSAGE)));

    private ErrorJson() {}

    /**
     * What was told.
     *
     * @param number the code of gRPC; 0 when none was told
     * @param text the text; empty when none was told
     */
    record Told(long number, String text) {
        /** The code; none and the one of success are unknown ones. */
        ErrorCode code() {
            return number <= 0 || number > Integer.MAX_VALUE ? ErrorCode.UNKNOWN : ErrorCode.of((int) number);
        }

        TransportFailure failure() {
            return TransportFailure.answered(code(), text);
        }
    }

    /** A text, or nothing where a proxy put something else. */
    private static final class TextOrNothing implements Reads<String> {
        @Override
        public String read(JsonParser in) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                return in.getText();
            }
            in.skipChildren();
            return "";
        }

        @Override
        public String absent() {
            return "";
        }
    }
}
