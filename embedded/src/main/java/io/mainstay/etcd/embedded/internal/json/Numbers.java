package io.mainstay.etcd.embedded.internal.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whole numbers as JSON writes them: also with a fraction of zeros, or an exponent. */
final class Numbers {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    /** Longer ones are refused unread, for reading takes more than its share of time then. */
    private static final int LONGEST = 400;

    private static final int MOST_DIGITS = 20;

    private Numbers() {}

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
