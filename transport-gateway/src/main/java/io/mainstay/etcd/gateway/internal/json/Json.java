package io.mainstay.etcd.gateway.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads and writes whole JSON texts. */
final class Json {
    /**
     * A value may be as long as etcd's are; what a server nests is at most a transaction in a transaction and so on,
     * which etcd's limit of operations bounds to some hundred levels.
     */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(1000)
                    .build())
            .build();

    private Json() {}

    static <Q> byte[] write(Writes<Q> form, Q value) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(256)) {
            try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
                form.write(out, value);
            }
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Reads one value and nothing after it. */
    static <T> T read(Reads<T> shape, InputStream text) throws MalformedAnswerException {
        try (JsonParser in = FACTORY.createParser(text)) {
            if (in.nextToken() == null) {
                throw new MalformedAnswerException("it is empty");
            }
            T value = shape.read(in);
            if (in.nextToken() != null) {
                throw new MalformedAnswerException("something follows its end");
            }
            return value;
        } catch (MalformedAnswerException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new MalformedAnswerException("it is not JSON: " + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new MalformedAnswerException("it cannot be read: " + e.getMessage(), e);
        }
    }

    static MalformedAnswerException unexpected(JsonParser in, String wanted) throws IOException {
        JsonToken token = in.currentToken();
        String name = in.currentName();
        return new MalformedAnswerException(
                "there is " + token + " where " + wanted + " should be" + (name == null ? "" : ", in '" + name + "'"));
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
