package io.mainstay.etcd.embedded.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads one JSON value, whose grammar a {@link JsonScanner} has found good, token by token. */
final class JsonTokens {
    /** How long an escape with digits is. */
    private static final int ESCAPE = 6;

    private final byte[] json;
    private int at;

    JsonTokens(byte[] json) {
        this.json = json;
    }

    /** The kinds of tokens; commas and colons are passed over. */
    enum Kind {
        OPEN_OBJECT,
        CLOSE_OBJECT,
        OPEN_ARRAY,
        CLOSE_ARRAY,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    /**
     * A token.
     *
     * @param text of a string, what it says; of all else, how it is written
     * @param from where it begins
     * @param to where it has ended
     */
    record Token(Kind kind, String text, int from, int to) {}

    /** What kind the next token is. */
    Kind peek() {
        skipToToken();
        return switch (json[at]) {
            case '{' -> Kind.OPEN_OBJECT;
            case '}' -> Kind.CLOSE_OBJECT;
            case '[' -> Kind.OPEN_ARRAY;
            case ']' -> Kind.CLOSE_ARRAY;
            case '"' -> Kind.STRING;
            case 't' -> Kind.TRUE;
            case 'f' -> Kind.FALSE;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }

    /** The next token. */
    Token next() {
        Kind kind = peek();
        int from = at;
        if (kind == Kind.STRING) {
            String text = string();
            return new Token(kind, text, from, at);
        }
        switch (kind) {
            case NUMBER -> {
                while (at < json.length && "+-.0123456789eE".indexOf(json[at]) >= 0) {
                    at++;
                }
            }
            case TRUE, NULL -> at += 4;
            case FALSE -> at += 5;
            default -> at++;
        }
        return new Token(kind, new String(json, from, at - from, StandardCharsets.US_ASCII), from, at);
    }

    /** How a token is written. */
    String raw(Token token) {
        return utf8(token.from(), token.to(), token.from());
    }

    /** Passes over a whole value. */
    void skipValue() {
        int depth = 0;
        do {
            switch (next().kind()) {
                case OPEN_OBJECT, OPEN_ARRAY -> depth++;
                case CLOSE_OBJECT, CLOSE_ARRAY -> depth--;
                default -> {}
            }
        } while (depth > 0);
    }

    /** Something is wrong with the meaning of what stands there. */
    BadJsonException wrong(Token token, String what) {
        return new BadJsonException("proto: (" + place(token.from()) + "): " + what);
    }

    /** Another kind of value should stand there. */
    BadJsonException unexpected(Token token) {
        return syntax(token.from(), "unexpected token " + raw(token));
    }

    private BadJsonException syntax(int where, String what) {
        return new BadJsonException("proto: syntax error (" + place(where) + "): " + what);
    }

    /** Lines and columns count from 1, columns in characters. */
    private String place(int where) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < where; i++) {
            if (json[i] == '\n') {
                line++;
                column = 1;
            } else if ((json[i] & 0xC0) != 0x80) {
                column++;
            }
        }
        return "line " + line + ":" + column;
    }

    private void skipToToken() {
        while (JsonScanner.isSpace(json[at]) || json[at] == ',' || json[at] == ':') {
            at++;
        }
    }

    private String string() {
        int from = at++;
        int plain = at;
        StringBuilder text = null;
        while (json[at] != '"') {
            if (json[at] != '\\') {
                at++;
                continue;
            }
            text = text == null ? new StringBuilder() : text;
            text.append(utf8(plain, at, from));
            text.append(escape(from));
            plain = at;
        }
        String rest = utf8(plain, at++, from);
        return text == null ? rest : text.append(rest).toString();
    }

    private String escape(int stringAt) {
        char c = (char) json[at + 1];
        if (c != 'u') {
            at += 2;
            int which = "bfnrt".indexOf(c);
            return String.valueOf(which < 0 ? c : "\b\f\n\r\t".charAt(which));
        }
        char one = hex(at);
        at += ESCAPE;
        return Character.isSurrogate(one) ? pair(one, stringAt) : String.valueOf(one);
    }

    /** What follows a half of a character must be its other half; etcd quotes it, whatever it is, if it is not. */
    private String pair(char one, int stringAt) {
        if (json.length - at < ESCAPE) {
            throw new BadJsonException("proto: unexpected EOF");
        }
        if (json[at] == '\\' && json[at + 1] == 'u') {
            char other = hex(at);
            if (Character.isSurrogatePair(one, other)) {
                at += ESCAPE;
                return new String(new char[] {one, other});
            }
        }
        throw syntax(stringAt, "invalid escape code " + Quoted.of(json, at, at + ESCAPE) + " in string");
    }

    private char hex(int escapeAt) {
        return (char) Integer.parseInt(new String(json, escapeAt + 2, 4, StandardCharsets.US_ASCII), 16);
    }

    private String utf8(int from, int to, int stringAt) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw syntax(stringAt, "invalid UTF-8 in string");
        }
    }
}
