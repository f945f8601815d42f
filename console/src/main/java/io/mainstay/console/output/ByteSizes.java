package io.mainstay.console.output;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Sizes for people, in powers of 1000: {@code 20 kB}, {@code 4.8 MB}. */
final class ByteSizes {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private ByteSizes() {}

    /** One digit after the point below ten of a unit, none above. */
    static String format(long bytes) {
        if (bytes < 10) {
            return bytes + " B";
        }
        int unit = 0;
        long scale = 1;
        while (unit < UNITS.length - 1 && bytes / scale >= 1000) {
            scale *= 1000;
            unit++;
        }
        BigDecimal tenths = BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(scale), 1, RoundingMode.HALF_UP);
        boolean small = tenths.compareTo(BigDecimal.TEN) < 0;
        return (small ? tenths : tenths.setScale(0, RoundingMode.HALF_EVEN)) + " " + UNITS[unit];
    }
}
