package io.mainstay.etcd.embedded.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes in double quotes as Go writes them: what cannot be seen is escaped, and what is no UTF-8 told as bytes. */
final class Quoted {
    private Quoted() {}

    static String of(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder("\"");
        int at = from;
        while (at < to) {
            int length = length(bytes[at]);
            int character = at + length <= to ? character(bytes, at, length) : -1;
            if (character < 0) {
                text.append(String.format("\\x%02x", bytes[at++]));
            } else {
                append(text, character);
                at += length;
            }
        }
        return text.append('"').toString();
    }

    private static int length(byte first) {
        return first >= 0 ? 1 : (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
    }

    private static int character(byte[] bytes, int at, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString()
                    .codePointAt(0);
        } catch (CharacterCodingException e) {
            return -1;
        }
    }

    private static void append(StringBuilder text, int character) {
        switch (character) {
            case '"', '\\' -> text.append('\\').append((char) character);
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (isSeen(character)) {
                    text.appendCodePoint(character);
                } else {
                    String escape = character < 0x80 ? "\\x%02x" : character < 0x10000 ? "\\u%04x" : "\\U%08x";
                    text.append(String.format(escape, character));
                }
            }
        }
    }

    private static boolean isSeen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> true;
        };
    }
}
