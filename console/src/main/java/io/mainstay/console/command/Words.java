package io.mainstay.console.command;

import io.mainstay.console.command.BadCommandException.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A line cut into words: at spaces, except inside single quotes, which are taken as they are, and double quotes, in
 * which escapes count. Lines and words hold a byte in each character, as {@link Literal} says.
 */
public final class Words {
    private Words() {}

    /** The words of a line. A quote that is never closed is passed over. */
    public static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            int end = c == '"' ? Literal.end(line, at) : c == '\'' ? line.indexOf('\'', at + 1) + 1 : 0;
            if (end > 0) {
                words.add(c == '"' ? unquoted(line.substring(at, end)) : line.substring(at + 1, end - 1));
            } else if (!isSpace(c) && c != '"' && c != '\'') {
                end = at;
                while (end < line.length() && !isSpace(line.charAt(end))) {
                    end++;
                }
                words.add(line.substring(at, end));
            }
            at = Math.max(end, at + 1);
        }
        return words;
    }

    /** Whether a character parts words. */
    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }

    private static String unquoted(String literal) {
        try {
            return Literal.value(literal);
        } catch (IllegalArgumentException e) {
            throw new BadCommandException(Kind.INPUT, String.valueOf(e.getMessage()));
        }
    }
}
