package io.mainstay.etcd.gateway.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON object that is written: its fields, and where their values come from. What says nothing is left out. */
final class Form<Q> implements Writes<Q> {
    private final List<Part<Q, ?>> parts;

    private Form(List<Part<Q, ?>> parts) {
        this.parts = parts;
    }

    /** A form without fields. */
    static <Q> Form<Q> empty() {
        return new Form<>(List.of());
    }

    /** The same with one more field; it is left out where the getter gives null. */
    <T> Form<Q> with(Field<? extends Writes<T>> field, Function<Q, @Nullable T> getter) {
        return new Form<>(Stream.concat(parts.stream(), Stream.of(new Part<>(field, getter)))
                .toList());
    }

    @Override
    public void write(JsonGenerator out, Q value) throws IOException {
        out.writeStartObject();
        for (Part<Q, ?> part : parts) {
            part.write(out, value);
        }
        out.writeEndObject();
    }

    /** An object that is there says something, even with nothing in it. */
    @Override
    public boolean isAbsent(Q value) {
        return false;
    }

    private record Part<Q, T>(Field<? extends Writes<T>> field, Function<Q, @Nullable T> getter) {
        void write(JsonGenerator out, Q from) throws IOException {
            T value = getter.apply(from);
            if (value != null && !field.kind().isAbsent(value)) {
                out.writeFieldName(field.name());
                field.kind().write(out, value);
            }
        }
    }
}
