package io.mainstay.console.output;

import io.mainstay.etcd.kv.Bytes;

/**
 * Bytes as Go's {@code %q} shows them: in double quotes, control and unprintable characters escaped, bytes that are no
 * UTF-8 as {@code \xNN}. etcdctl uses it wherever a key or value stands inside a line.
 */
public final class Quoted {
    private static final String PLAIN = "abfnrtv";
    private static final String CONTROL = "\u0007\b\f\n\r\t\u000b";

    private Quoted() {}

    /** Text in quotes. */
    public static String of(String text) {
        return of(Bytes.utf8(text));
    }

    /** Bytes in quotes. */
    public static String of(Bytes bytes) {
        StringBuilder to = new StringBuilder(bytes.size() + 2).append('"');
        byte[] data = bytes.unwrap();
        for (int at = 0; at < data.length; ) {
            int length = Utf8.lengthAt(data, at);
            if (length == 0) {
                to.append(String.format("\\x%02x", data[at]));
                at++;
            } else {
                append(to, Utf8.codePoint(data, at, length));
                at += length;
            }
        }
        return to.append('"').toString();
    }

    private static void append(StringBuilder to, int c) {
        int escape = CONTROL.indexOf(c);
        if (c == '"' || c == '\\') {
            to.append('\\').append((char) c);
        } else if (escape >= 0) {
            to.append('\\').append(PLAIN.charAt(escape));
        } else if (printable(c)) {
            to.appendCodePoint(c);
        } else if (c < ' ' || c == 0x7f) {
            to.append(String.format("\\x%02x", c));
        } else if (c < 0x10000) {
            to.append(String.format("\\u%04x", c));
        } else {
            to.append(String.format("\\U%08x", c));
        }
    }

    /** Letters, marks, numbers, punctuation, symbols, and of all spaces only the plain one. */
    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
