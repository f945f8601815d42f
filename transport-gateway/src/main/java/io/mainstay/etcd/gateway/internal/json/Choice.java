package io.mainstay.etcd.gateway.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/**
 * One of some named values, written by name and read by name or number. The numbers count from 0; what is unknown, as a
 * newer server may send it, reads as the first.
 */
final class Choice<E> implements Kind<E> {
    private final List<E> values;
    private final List<String> names;

    private Choice(List<E> values, List<String> names) {
        this.values = values;
        this.names = names;
    }

    /** Values in the order of their numbers, with the names etcd has for them. */
    static <E> Choice<E> of(E[] values, String... names) {
        if (values.length != names.length) {
            throw new IllegalArgumentException(values.length + " values but " + names.length + " names");
        }
        return new Choice<>(List.of(values), List.of(names));
    }

    /** The constants of an enum that has etcd's own names and order. */
    static <E extends Enum<E>> Choice<E> of(Class<E> type) {
        E[] values = type.getEnumConstants();
        return new Choice<>(
                List.of(values), List.of(values).stream().map(Enum::name).toList());
    }

    @Override
    public E read(JsonParser in) throws IOException {
        int number = in.currentToken() == JsonToken.VALUE_STRING
                ? names.indexOf(in.getText())
                : Scalars.INT64.read(in).intValue();
        return values.get(number < 0 || number >= values.size() ? 0 : number);
    }

    @Override
    public void write(JsonGenerator out, E value) throws IOException {
        out.writeString(names.get(values.indexOf(value)));
    }

    @Override
    public E absent() {
        return values.get(0);
    }
}
