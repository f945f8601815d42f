package io.mainstay.etcd.gateway.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lists of values, of which an empty one is left out. The kind of the elements is asked for late, so that it may hold
 * such lists itself.
 */
final class Listing {
    private Listing() {}

    static <T> Reads<List<T>> read(Supplier<? extends Reads<T>> element) {
        return new Reads<>() {
            @Override
            public List<T> read(JsonParser in) throws IOException {
                if (in.currentToken() != JsonToken.START_ARRAY) {
                    throw Json.unexpected(in, "a list");
                }
                List<T> values = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    values.add(element.get().read(in));
                }
                return List.copyOf(values);
            }

            @Override
            public List<T> absent() {
                return List.of();
            }
        };
    }

    static <T> Writes<List<T>> write(Supplier<? extends Writes<T>> element) {
        return new Writes<>() {
            @Override
            public void write(JsonGenerator out, List<T> values) throws IOException {
                out.writeStartArray();
                for (T value : values) {
                    element.get().write(out, value);
                }
                out.writeEndArray();
            }

            @Override
            public boolean isAbsent(List<T> values) {
                return values.isEmpty();
            }
        };
    }
}
