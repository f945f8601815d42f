package io.mainstay.etcd.internal.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as Go writes them, which is how etcd's programs do: {@code 5s}, {@code 1m30s}, {@code 1.5h}. */
final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{0,9})?|\\.\\d{1,9})(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private Durations() {}

    /**
     * Reads one.
     *
     * @param name what is read, for the message
     * @throws IllegalArgumentException when it is none, or not more than 0
     */
    static Duration parse(String name, String text) {
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        while (part.lookingAt()) {
            nanos = nanos.add(
                    new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L))));
            at = part.end();
            part.region(at, text.length());
        }
        if (at == 0 || at < text.length()) {
            throw new IllegalArgumentException(
                    name + " is no length of time: '" + text + "'; write it like 5s, 500ms or 1m30s");
        }
        Duration value = Duration.ofSeconds(
                nanos.movePointLeft(9).longValue(),
                nanos.remainder(BigDecimal.TEN.pow(9)).longValue());
        if (value.isZero()) {
            throw new IllegalArgumentException(name + " must be more than 0: '" + text + "'");
        }
        return value;
    }
}
