package io.mainstay.etcd.gateway.internal.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of the fields of one object that was read. */
final class Row {
    private final List<Field<? extends Reads<?>>> fields;
    private final @Nullable Object[] values;

    Row(List<Field<? extends Reads<?>>> fields, @Nullable Object[] values) {
        this.fields = fields;
        this.values = values;
    }

    /**
     * A field's value, or what leaving it out means.
     *
     * @throws MalformedAnswerException when it is left out and has to be there
     */
    <T> T get(Field<? extends Reads<T>> field) throws MalformedAnswerException {
        T value = find(field);
        if (value == null) {
            throw new MalformedAnswerException("it lacks '" + field.name() + "'");
        }
        return value;
    }

    /** A field's value, or null when it is left out and that means nothing. */
    @SuppressWarnings("unchecked") // each value was read by the field at its place
    <T> @Nullable T find(Field<? extends Reads<T>> field) {
        int place = fields.indexOf(field);
        if (place < 0) {
            throw new IllegalArgumentException("the shape does not declare '" + field.name() + "'");
        }
        return values[place] == null ? field.kind().absent() : (T) values[place];
    }
}
