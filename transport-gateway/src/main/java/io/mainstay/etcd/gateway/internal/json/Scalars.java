package io.mainstay.etcd.gateway.internal.json;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variant.PaddingReadBehaviour;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mainstay.etcd.kv.Bytes;
import java.io.IOException;
import java.time.Duration;

/**
 * Single values as the JSON form of protobuf has them: 64-bit numbers as strings, so that no reader rounds them, and
 * bytes in standard Base64. Both are also read in the other forms that protobuf allows.
 */
final class Scalars {
    private static final Base64Variant WRITTEN = Base64Variants.MIME_NO_LINEFEEDS;
    private static final Base64Variant READ = WRITTEN.withReadPadding(PaddingReadBehaviour.PADDING_ALLOWED);

    private Scalars() {}

    static final Kind<Bytes> BYTES = new Kind<>() {
        @Override
        public Bytes read(JsonParser in) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw Json.unexpected(in, "bytes in Base64");
            }
            return Bytes.wrap(in.getBinaryValue(READ));
        }

        @Override
        public void write(JsonGenerator out, Bytes value) throws IOException {
            byte[] bytes = value.unwrap();
            out.writeBinary(WRITTEN, bytes, 0, bytes.length);
        }

        @Override
        public Bytes absent() {
            return Bytes.EMPTY;
        }
    };

    static final Kind<String> TEXT = new Kind<>() {
        @Override
        public String read(JsonParser in) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw Json.unexpected(in, "a text");
            }
            return in.getText();
        }

        @Override
        public void write(JsonGenerator out, String value) throws IOException {
            out.writeString(value);
        }

        @Override
        public String absent() {
            return "";
        }
    };

    static final Kind<Boolean> FLAG = new Kind<>() {
        @Override
        public Boolean read(JsonParser in) throws IOException {
            if (!in.currentToken().isBoolean()) {
                throw Json.unexpected(in, "true or false");
            }
            return in.getBooleanValue();
        }

        @Override
        public void write(JsonGenerator out, Boolean value) throws IOException {
            out.writeBoolean(value);
        }

        @Override
        public Boolean absent() {
            return false;
        }
    };

    static final Kind<Long> INT64 = new Whole("a 64-bit number") {
        @Override
        long parse(String digits) {
            return Long.parseLong(digits);
        }

        @Override
        String print(long value) {
            return Long.toString(value);
        }
    };

    /** An unsigned number, held in the 64 bits of a signed one: the ids of clusters and members are such. */
    static final Kind<Long> UINT64 = new Whole("an unsigned 64-bit number") {
        @Override
        long parse(String digits) {
            return Long.parseUnsignedLong(digits);
        }

        @Override
        String print(long value) {
            return Long.toUnsignedString(value);
        }
    };

    /** An unsigned number, held in the 32 bits of a signed one; only read. */
    static final Reads<Integer> UINT32 = new Reads<>() {
        @Override
        public Integer read(JsonParser in) throws IOException {
            long value = INT64.read(in);
            if (value < 0 || value > 0xffff_ffffL) {
                throw new MalformedAnswerException(value + " stands where an unsigned 32-bit number should");
            }
            return (int) value;
        }

        @Override
        public Integer absent() {
            return 0;
        }
    };

    /** A time in whole seconds; a fraction is written as a whole one more, so that no lease is shorter than asked. */
    static final Kind<Duration> SECONDS = new Kind<>() {
        @Override
        public Duration read(JsonParser in) throws IOException {
            return Duration.ofSeconds(INT64.read(in));
        }

        @Override
        public void write(JsonGenerator out, Duration value) throws IOException {
            long whole = value.getSeconds();
            INT64.write(out, value.getNano() == 0 || whole == Long.MAX_VALUE ? whole : whole + 1);
        }

        @Override
        public Duration absent() {
            return Duration.ZERO;
        }
    };

    private abstract static class Whole implements Kind<Long> {
        private final String name;

        Whole(String name) {
            this.name = name;
        }

        abstract long parse(String digits);

        abstract String print(long value);

        @Override
        public Long read(JsonParser in) throws IOException {
            JsonToken token = in.currentToken();
            if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
                throw Json.unexpected(in, name);
            }
            try {
                return parse(in.getText());
            } catch (NumberFormatException e) {
                throw new MalformedAnswerException("what stands where " + name + " should is none", e);
            }
        }

        @Override
        public void write(JsonGenerator out, Long value) throws IOException {
            out.writeString(print(value));
        }

        @Override
        public Long absent() {
            return 0L;
        }
    }
}
