package io.mainstay.etcd.embedded.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a JSON value ends, byte by byte as they come, and refuses what is not JSON. It looks at the grammar only:
 * whether strings are good UTF-8, and what the value means, is for its reader.
 */
final class JsonScanner {
    /** Far deeper than any request goes, and far from the end of the stack of those who walk down a value. */
    static final int MAX_DEPTH = 400;

    private final BitSet objects = new BitSet();
    private int depth;
    private State state = State.VALUE;
    private String literal = "";
    private int literalAt;
    private int hexDigits;
    private boolean inKey;

    private enum State {
        VALUE,
        VALUE_OR_END,
        KEY,
        KEY_OR_END,
        COLON,
        AFTER_VALUE,
        STRING,
        ESCAPE,
        HEX,
        LITERAL,
        MINUS,
        ZERO,
        DIGITS,
        POINT,
        FRACTION,
        EXPONENT,
        EXPONENT_SIGN,
        EXPONENT_DIGITS
    }

    /** What a byte has told about the value. */
    enum Found {
        MORE,
        /** The value ends with this byte. */
        END,
        /** The value, a number, ended before this byte. */
        ENDED
    }

    /** Starts over, for the next value. */
    void reset() {
        depth = 0;
        state = State.VALUE;
    }

    /** Whether the value could end here: only a number that stands alone has an end that does not show. */
    boolean mayEnd() {
        return depth == 0 && isWholeNumber();
    }

    /** Whether it is within a string, where most bytes mean nothing but themselves. */
    boolean isInString() {
        return state == State.STRING;
    }

    /**
     * Takes the next byte of the value.
     *
     * @throws BadJsonException when no JSON goes on like this
     */
    Found next(int c) {
        return switch (state) {
            case VALUE -> isSpace(c) ? Found.MORE : value(c);
            case VALUE_OR_END -> isSpace(c) ? Found.MORE : c == ']' ? close() : value(c);
            case KEY -> key(c);
            case KEY_OR_END -> c == '}' ? close() : key(c);
            case COLON -> isSpace(c) ? Found.MORE : expect(c, ':', State.VALUE, "after object key");
            case AFTER_VALUE -> isSpace(c) ? Found.MORE : afterValue(c);
            case STRING -> string(c);
            case ESCAPE -> escape(c);
            case HEX -> hex(c);
            case LITERAL -> literal(c);
            default -> number(c);
        };
    }

    private Found value(int c) {
        switch (c) {
            case '{' -> open(true, State.KEY_OR_END);
            case '[' -> open(false, State.VALUE_OR_END);
            case '"' -> state = State.STRING;
            case '-' -> state = State.MINUS;
            case '0' -> state = State.ZERO;
            case 't' -> begin("true");
            case 'f' -> begin("false");
            case 'n' -> begin("null");
            default -> {
                if (!isDigit(c)) {
                    throw bad(c, "looking for beginning of value");
                }
                state = State.DIGITS;
            }
        }
        return Found.MORE;
    }

    private void open(boolean object, State inside) {
        if (depth == MAX_DEPTH) {
            throw bad(object ? '{' : '[', "exceeded max depth");
        }
        objects.set(depth++, object);
        state = inside;
    }

    private Found close() {
        depth--;
        return ended();
    }

    private Found ended() {
        state = State.AFTER_VALUE;
        return depth == 0 ? Found.END : Found.MORE;
    }

    private Found key(int c) {
        if (isSpace(c)) {
            return Found.MORE;
        }
        inKey = true;
        return expect(c, '"', State.STRING, "looking for beginning of object key string");
    }

    private Found expect(int c, char wanted, State then, String where) {
        if (c != wanted) {
            throw bad(c, where);
        }
        state = then;
        return Found.MORE;
    }

    private Found afterValue(int c) {
        boolean inObject = objects.get(depth - 1);
        if (c == ',') {
            state = inObject ? State.KEY : State.VALUE;
            return Found.MORE;
        }
        if (c == (inObject ? '}' : ']')) {
            return close();
        }
        throw bad(c, inObject ? "after object key:value pair" : "after array element");
    }

    private Found string(int c) {
        if (c == '"') {
            if (inKey) {
                inKey = false;
                state = State.COLON;
                return Found.MORE;
            }
            return ended();
        }
        if (c == '\\') {
            state = State.ESCAPE;
        } else if (c < ' ') {
            throw bad(c, "in string literal");
        }
        return Found.MORE;
    }

    private Found escape(int c) {
        if (c == 'u') {
            hexDigits = 0;
            state = State.HEX;
        } else if ("bfnrt\\/\"".indexOf(c) >= 0) {
            state = State.STRING;
        } else {
            throw bad(c, "in string escape code");
        }
        return Found.MORE;
    }

    private Found hex(int c) {
        if (Character.digit(c, 16) < 0) {
            throw bad(c, "in \\u hexadecimal character escape");
        }
        if (++hexDigits == 4) {
            state = State.STRING;
        }
        return Found.MORE;
    }

    private void begin(String word) {
        literal = word;
        literalAt = 1;
        state = State.LITERAL;
    }

    private Found literal(int c) {
        char wanted = literal.charAt(literalAt);
        if (c != wanted) {
            throw bad(c, "in literal " + literal + " (expecting '" + wanted + "')");
        }
        return ++literalAt == literal.length() ? ended() : Found.MORE;
    }

    private Found number(int c) {
        boolean digit = isDigit(c);
        State then = switch (state) {
            case MINUS -> digit ? c == '0' ? State.ZERO : State.DIGITS : null;
            case POINT -> digit ? State.FRACTION : null;
            case EXPONENT -> c == '+' || c == '-' ? State.EXPONENT_SIGN : digit ? State.EXPONENT_DIGITS : null;
            case EXPONENT_SIGN -> digit ? State.EXPONENT_DIGITS : null;
            default -> longer(c);
        };
        if (then != null) {
            state = then;
            return Found.MORE;
        }
        if (!isWholeNumber()) {
            throw bad(c, whereInNumber());
        }
        if (depth == 0) {
            return Found.ENDED;
        }
        state = State.AFTER_VALUE;
        return next(c);
    }

    /** How a number that could end goes on instead; null when it does not. */
    private @Nullable State longer(int c) {
        if (isDigit(c) && state != State.ZERO) {
            return state;
        }
        if (c == '.' && (state == State.ZERO || state == State.DIGITS)) {
            return State.POINT;
        }
        return (c == 'e' || c == 'E') && state != State.EXPONENT_DIGITS ? State.EXPONENT : null;
    }

    private boolean isWholeNumber() {
        return state == State.ZERO
                || state == State.DIGITS
                || state == State.FRACTION
                || state == State.EXPONENT_DIGITS;
    }

    private String whereInNumber() {
        return switch (state) {
            case POINT -> "after decimal point in numeric literal";
            case EXPONENT, EXPONENT_SIGN -> "in exponent of numeric literal";
            default -> "in numeric literal";
        };
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static BadJsonException bad(int c, String where) {
        return new BadJsonException("invalid character " + quoted(c) + " " + where);
    }

    private static String quoted(int c) {
        String inside = switch (c) {
            case '\'' -> "\\'";
            case '"' -> "\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case 7 -> "\\a";
            case 11 -> "\\v";
            default ->
                c < ' ' || c == 127
                        ? String.format("\\x%02x", c)
                        : c >= 128 && c < 160 || c == 173
                                ? String.format("\\u%04x", c)
                                : new String(new byte[] {(byte) c}, StandardCharsets.ISO_8859_1);
        };
        return "'" + inside + "'";
    }
}
