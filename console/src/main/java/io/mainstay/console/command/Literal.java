package io.mainstay.console.command;

import io.mainstay.etcd.kv.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * A quoted literal as Go writes strings: {@code "a\n"} with escapes, or in backquotes without.
 *
 * <p>Here a string holds one <em>byte</em> in each character (that is, it is the bytes read as Latin-1), so that
 * escapes like {@code \xff}, and input that is no UTF-8, keep their bytes.
 */
final class Literal {
    private static final String NAMES = "abfnrtv\\\"";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"";

    private Literal() {}

    /** The bytes that a string of bytes holds. */
    static Bytes bytes(String byteText) {
        return Bytes.wrap(byteText.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Where the literal ends that begins with the quote at a position; 0 when it is never closed. */
    static int end(String line, int start) {
        char quote = line.charAt(start);
        for (int at = start + 1; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == quote) {
                return at + 1;
            }
            if (c == '\\' && quote == '"') {
                at++;
            }
        }
        return 0;
    }

    /**
     * What a literal, its quotes included, stands for.
     *
     * @throws IllegalArgumentException when an escape in it means nothing
     */
    static String value(String literal) {
        if (literal.charAt(0) == '`') {
            return literal.substring(1, literal.length() - 1).replace("\r", "");
        }
        StringBuilder value = new StringBuilder();
        int end = literal.length() - 1;
        int at = 1;
        while (at < end) {
            char c = literal.charAt(at);
            if (c == '\\') {
                at = escape(literal, at + 1, end, value);
            } else {
                value.append(c);
                at++;
            }
        }
        return value.toString();
    }

    private static int escape(String literal, int at, int end, StringBuilder to) {
        char c = literal.charAt(at);
        int named = NAMES.indexOf(c);
        if (named >= 0) {
            to.append(MEANINGS.charAt(named));
            return at + 1;
        }
        return switch (c) {
            case 'x' -> number(literal, at + 1, at + 3, end, 16, to, false);
            case 'u' -> number(literal, at + 1, at + 5, end, 16, to, true);
            case 'U' -> number(literal, at + 1, at + 9, end, 16, to, true);
            case '0', '1', '2', '3' -> number(literal, at, at + 3, end, 8, to, false);
            default -> throw new IllegalArgumentException("bad escape \\" + c + " in " + literal);
        };
    }

    private static int number(
            String literal, int from, int until, int end, int radix, StringBuilder to, boolean character) {
        if (until > end) {
            throw new IllegalArgumentException("an escape is cut short in " + literal);
        }
        int code;
        try {
            code = Integer.parseUnsignedInt(literal.substring(from, until), radix);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("bad escape in " + literal, e);
        }
        if (!character) {
            to.append((char) code);
        } else if (Character.isValidCodePoint(code) && (code < 0xd800 || code > 0xdfff)) {
            byte[] utf8 = Character.toString(code).getBytes(StandardCharsets.UTF_8);
            to.append(new String(utf8, StandardCharsets.ISO_8859_1));
        } else {
            throw new IllegalArgumentException("no such character in " + literal);
        }
        return until;
    }
}
