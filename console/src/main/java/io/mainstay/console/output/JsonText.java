package io.mainstay.console.output;

import io.mainstay.etcd.kv.Bytes;
import java.util.Base64;
import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * JSON as Go's encoder writes it: no spaces, fields in the order given, bytes as Base64, and {@code <}, {@code >},
 * {@code &} escaped. The methods named {@code ...IfSet} leave a field out when it holds its zero value.
 */
final class JsonText {
    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    JsonText object(Runnable fields) {
        return wrap('{', fields, '}');
    }

    <T> JsonText array(Collection<T> items, BiConsumer<JsonText, T> each) {
        return wrap(
                '[',
                () -> items.forEach(item -> {
                    comma();
                    first = true;
                    each.accept(this, item);
                    first = false;
                }),
                ']');
    }

    JsonText key(String name) {
        comma();
        string(name);
        text.append(':');
        first = true;
        return this;
    }

    JsonText object(String name, Runnable fields) {
        return key(name).object(fields);
    }

    JsonText number(String name, long value) {
        return key(name).plain(Long.toString(value));
    }

    JsonText numberIfSet(String name, long value) {
        return value == 0 ? this : number(name, value);
    }

    JsonText unsignedIfSet(String name, long value) {
        return value == 0 ? this : key(name).plain(Long.toUnsignedString(value));
    }

    JsonText bool(String name, boolean value) {
        return key(name).plain(Boolean.toString(value));
    }

    JsonText boolIfSet(String name, boolean value) {
        return value ? bool(name, true) : this;
    }

    JsonText nothing(String name) {
        return key(name).nothing();
    }

    JsonText nothing() {
        return plain("null");
    }

    JsonText text(String name, String value) {
        key(name).string(value);
        first = false;
        return this;
    }

    JsonText textIfSet(String name, String value) {
        return value.isEmpty() ? this : text(name, value);
    }

    JsonText bytesIfSet(String name, Bytes value) {
        return value.isEmpty() ? this : key(name).base64(value);
    }

    JsonText base64(Bytes value) {
        return plain('"' + Base64.getEncoder().encodeToString(value.unwrap()) + '"');
    }

    void string(String value) {
        text.append('"');
        value.codePoints().forEach(this::character);
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private JsonText plain(String value) {
        text.append(value);
        first = false;
        return this;
    }

    private JsonText wrap(char open, Runnable content, char close) {
        text.append(open);
        first = true;
        content.run();
        text.append(close);
        first = false;
        return this;
    }

    private void comma() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    private void character(int c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '<', '>', '&', 0x2028, 0x2029 -> text.append(String.format("\\u%04x", c));
            default -> {
                if (c < ' ') {
                    text.append(String.format("\\u%04x", c));
                } else {
                    text.appendCodePoint(c);
                }
            }
        }
    }
}
