package io.mainstay.etcd.embedded.internal.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;

/** Messages of any kind with anything at all in their fields, from a seed. */
public final class RandomMessages {
    private static final int DEEPEST = 4;
    private static final List<String> TEXTS = List.of(
            "", "plain", "\"quoted\" \\ /", "line\nend\r\t\b\f", "\u0000\u001f\u007f", "é€\ud83d\ude00", "</>&'");
    private static final long[] NUMBERS = {0, 1, -1, 42, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, -(1L << 53) - 1};

    private final Random random;

    /** Messages from a seed. */
    public RandomMessages(Random random) {
        this.random = random;
    }

    /** A message of the kind of another. */
    public Message next(Message form) {
        return next(form, 0);
    }

    private Message next(Message form, int depth) {
        Message.Builder message = form.newBuilderForType();
        for (FieldDescriptor field : form.getDescriptorForType().getFields()) {
            boolean inner = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (random.nextInt(3) == 0 || inner && depth == DEEPEST) {
                continue;
            }
            if (field.isRepeated()) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    message.addRepeatedField(field, value(message, field, depth));
                }
            } else {
                message.setField(field, value(message, field, depth));
            }
        }
        return message.build();
    }

    private Object value(Message.Builder of, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case MESSAGE -> next(of.newBuilderForField(field).build(), depth + 1);
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case BYTE_STRING -> bytes();
            case BOOLEAN -> random.nextBoolean();
            case LONG -> number();
            case INT -> (int) number();
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(8));
            default -> throw new AssertionError(field);
        };
    }

    private ByteString bytes() {
        byte[] bytes = new byte[random.nextInt(9)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private long number() {
        int which = random.nextInt(NUMBERS.length + 1);
        return which == NUMBERS.length ? random.nextLong() : NUMBERS[which];
    }
}
