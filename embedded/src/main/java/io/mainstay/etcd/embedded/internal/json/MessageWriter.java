package io.mainstay.etcd.embedded.internal.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;

/**
 * Writes a message as JSON: fields by their names in the {@code .proto}, what is zero or empty left out, bytes in
 * base64, 64-bit numbers as strings, enums by name.
 */
public final class MessageWriter {
    private MessageWriter() {}

    /** Writes a message at the end of a text. */
    public static void write(Message message, StringBuilder to) {
        to.append('{');
        String comma = "";
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field)) {
                to.append(comma).append('"').append(field.getName()).append("\":");
                value(field, message.getField(field), to);
                comma = ",";
            }
        }
        to.append('}');
    }

    /** Writes a string with its quotes at the end of a text. */
    public static void write(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> {
                    if (c < ' ') {
                        to.append(String.format("\\u%04x", (int) c));
                    } else {
                        to.append(c);
                    }
                }
            }
        }
        to.append('"');
    }

    private static void value(FieldDescriptor field, Object value, StringBuilder to) {
        if (!field.isRepeated()) {
            single(field, value, to);
            return;
        }
        char before = '[';
        for (Object one : (List<?>) value) {
            to.append(before);
            single(field, one, to);
            before = ',';
        }
        to.append(']');
    }

    private static void single(FieldDescriptor field, Object value, StringBuilder to) {
        switch (field.getType()) {
            case MESSAGE -> write((Message) value, to);
            case STRING -> write((String) value, to);
            case BYTES -> quoted(Base64Text.encode(((ByteString) value).toByteArray()), to);
            case ENUM -> enumValue((EnumValueDescriptor) value, to);
            case UINT64, FIXED64 -> quoted(Long.toUnsignedString((Long) value), to);
            case INT64, SINT64, SFIXED64 -> quoted(value.toString(), to);
            case UINT32, FIXED32 -> to.append(Integer.toUnsignedString((Integer) value));
            case INT32, SINT32, SFIXED32, BOOL -> to.append(value);
            default -> throw new IllegalStateException("etcd has no fields like " + field.getFullName());
        }
    }

    /** A number that has no name is written as a number. */
    private static void enumValue(EnumValueDescriptor value, StringBuilder to) {
        if (value.getIndex() < 0) {
            to.append(value.getNumber());
        } else {
            quoted(value.getName(), to);
        }
    }

    private static void quoted(String plain, StringBuilder to) {
        to.append('"').append(plain).append('"');
    }
}
