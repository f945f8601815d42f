package io.mainstay.etcd.embedded.internal.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whole numbers as JSON writes them: also with a fraction of zeros, or an exponent. */
final class Numbers {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    /** Longer ones are refused unread, for reading takes more than its share of time then. */
    private static final int LONGEST = 400;

    private static final int MOST_DIGITS = 20;

    private Numbers() {}

    /**
     * The number that a text begins with, or nothing. As in etcd, what follows does not matter where it cannot be a
     * part of a number; space around the text does.
     */
    static String firstIn(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.lookingAt() || isSpace(text.charAt(text.length() - 1))) {
            return "";
        }
        boolean ends = number.end() == text.length() || !isOfWord(text.charAt(number.end()));
        return ends ? number.group() : "";
    }

    private static boolean isSpace(char c) {
        return Character.isSpaceChar(c) || "\t\n\u000b\f\r\u0085".indexOf(c) >= 0;
    }

    private static boolean isOfWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-+._".indexOf(c) >= 0;
    }

    /** The number, or null when this is none of so many bits. */
    static @Nullable Long signed(String text, int bits) {
        BigInteger number = whole(text);
        return number != null && number.bitLength() < bits ? number.longValue() : null;
    }

    /** The number without a sign, in two's complement, or null when this is none of so many bits. */
    static @Nullable Long unsigned(String text, int bits) {
        BigInteger number = whole(text);
        return number != null && number.signum() >= 0 && number.bitLength() <= bits ? number.longValue() : null;
    }

    private static @Nullable BigInteger whole(String text) {
        if (text.length() > LONGEST || !NUMBER.matcher(text).matches()) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() == 0) {
                return BigInteger.ZERO;
            }
            long digits = (long) number.precision() - number.scale();
            return digits < 1 || digits > MOST_DIGITS ? null : number.toBigIntegerExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }
}
