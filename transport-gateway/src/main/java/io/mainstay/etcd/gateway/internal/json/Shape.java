package io.mainstay.etcd.gateway.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is read: which fields it has, and what is made of them. Unknown fields are passed over, and null
 * counts as left out.
 */
final class Shape<T> implements Reads<T> {
    private final List<Field<? extends Reads<?>>> fields;
    private final Map<String, Integer> places = new HashMap<>();
    private final Maker<T> maker;
    private final @Nullable T absent;

    /** Makes a value of the fields of an object. */
    interface Maker<T> {
        T make(Row row) throws MalformedAnswerException;
    }

    private Shape(List<Field<? extends Reads<?>>> fields, Maker<T> maker, @Nullable T absent) {
        this.fields = fields;
        this.maker = maker;
        this.absent = absent;
        for (int i = 0; i < fields.size(); i++) {
            places.put(fields.get(i).name(), i);
        }
    }

    /** A shape with no fields yet, that makes nothing. */
    @SafeVarargs
    static Fields of(Field<? extends Reads<?>>... fields) {
        return new Fields(List.of(fields));
    }

    /** The fields of a shape, waiting for what is made of them. */
    record Fields(List<Field<? extends Reads<?>>> list) {
        <T> Shape<T> as(Maker<T> maker) {
            return new Shape<>(list, maker, null);
        }
    }

    /** The same where an object that is left out counts as this value. */
    Shape<T> orElse(T value) {
        return new Shape<>(fields, maker, value);
    }

    @Override
    public T read(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw Json.unexpected(in, "an object");
        }
        Object[] values = new Object[fields.size()];
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            Integer place = places.get(in.currentName());
            JsonToken first = in.nextToken();
            if (place == null) {
                in.skipChildren();
            } else if (first != JsonToken.VALUE_NULL) {
                values[place] = fields.get(place).kind().read(in);
            }
        }
        return maker.make(new Row(fields, values));
    }

    @Override
    public @Nullable T absent() {
        return absent;
    }
}
