package io.mainstay.etcd.embedded.internal.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import io.mainstay.etcd.embedded.internal.json.JsonTokens.Kind;
import io.mainstay.etcd.embedded.internal.json.JsonTokens.Token;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message from a JSON object: fields by their name in the {@code .proto} or in camel case, unknown ones passed
 * over, numbers also as strings, enums by name or number, {@code null} as not there.
 */
public final class MessageReader {
    private final JsonTokens tokens;

    private MessageReader(byte[] json) {
        tokens = new JsonTokens(json);
    }

    /**
     * Reads a message.
     *
     * @param json one whole value, as a {@link JsonSplitter} cuts it
     * @param form the kind of message
     * @throws BadJsonException when it does not say such a message
     */
    public static Message read(byte[] json, Message form) {
        Message.Builder message = form.newBuilderForType();
        new MessageReader(json).object(message);
        return message.build();
    }

    private void object(Message.Builder into) {
        Token open = tokens.next();
        if (open.kind() != Kind.OPEN_OBJECT) {
            throw tokens.unexpected(open);
        }
        Set<FieldDescriptor> seen = new HashSet<>();
        Set<OneofDescriptor> chosen = new HashSet<>();
        for (Token name = tokens.next(); name.kind() != Kind.CLOSE_OBJECT; name = tokens.next()) {
            FieldDescriptor field = FieldNames.find(into.getDescriptorForType(), name.text());
            if (field == null) {
                tokens.skipValue();
                continue;
            }
            if (!seen.add(field)) {
                throw tokens.wrong(name, "duplicate field " + tokens.raw(name));
            }
            if (tokens.peek() == Kind.NULL) {
                tokens.skipValue();
                continue;
            }
            OneofDescriptor oneof = field.getContainingOneof();
            if (oneof != null && !chosen.add(oneof)) {
                throw tokens.wrong(
                        name,
                        "error parsing " + tokens.raw(name) + ", oneof " + oneof.getFullName() + " is already set");
            }
            field(into, field);
        }
    }

    private void field(Message.Builder into, FieldDescriptor field) {
        if (!field.isRepeated()) {
            Object value = value(into, field);
            if (value != null) {
                into.setField(field, value);
            }
            return;
        }
        Token open = tokens.next();
        if (open.kind() != Kind.OPEN_ARRAY) {
            throw tokens.unexpected(open);
        }
        while (tokens.peek() != Kind.CLOSE_ARRAY) {
            Object value = value(into, field);
            if (value != null) {
                into.addRepeatedField(field, value);
            }
        }
        tokens.next();
    }

    /** The next value, as this field takes it; null for the name of an enum's value that is not known. */
    private @Nullable Object value(Message.Builder of, FieldDescriptor field) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            Message.Builder message = of.newBuilderForField(field);
            object(message);
            return message.build();
        }
        Token token = tokens.next();
        if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
            return enumValue(token, field);
        }
        Object value = scalar(token, field);
        if (value == null) {
            throw invalid(token, field);
        }
        return value;
    }

    private @Nullable EnumValueDescriptor enumValue(Token token, FieldDescriptor field) {
        if (token.kind() == Kind.STRING) {
            return field.getEnumType().findValueByName(token.text());
        }
        Long number = token.kind() == Kind.NUMBER ? Numbers.signed(token.text(), Integer.SIZE) : null;
        if (number == null) {
            throw invalid(token, field);
        }
        return field.getEnumType().findValueByNumberCreatingIfUnknown(number.intValue());
    }

    private @Nullable Object scalar(Token token, FieldDescriptor field) {
        return switch (field.getType()) {
            case BOOL -> token.kind() == Kind.TRUE || token.kind() == Kind.FALSE ? token.kind() == Kind.TRUE : null;
            case STRING -> token.kind() == Kind.STRING ? token.text() : null;
            case BYTES -> bytes(token);
            case INT64, SINT64, SFIXED64 -> Numbers.signed(number(token), Long.SIZE);
            case UINT64, FIXED64 -> Numbers.unsigned(number(token), Long.SIZE);
            case INT32, SINT32, SFIXED32 -> narrow(Numbers.signed(number(token), Integer.SIZE));
            case UINT32, FIXED32 -> narrow(Numbers.unsigned(number(token), Integer.SIZE));
            default -> throw new IllegalStateException("etcd has no fields like " + field.getFullName());
        };
    }

    private static @Nullable ByteString bytes(Token token) {
        byte[] bytes = token.kind() == Kind.STRING ? Base64Text.decode(token.text()) : null;
        return bytes == null ? null : ByteString.copyFrom(bytes);
    }

    private static String number(Token token) {
        return token.kind() == Kind.STRING ? Numbers.firstIn(token.text()) : token.text();
    }

    private static @Nullable Integer narrow(@Nullable Long number) {
        return number == null ? null : number.intValue();
    }

    private BadJsonException invalid(Token token, FieldDescriptor field) {
        String type = field.getType().name().toLowerCase(Locale.ROOT);
        return tokens.wrong(
                token, "invalid value for " + type + " field " + field.getJsonName() + ": " + tokens.raw(token));
    }
}
