package io.mainstay.bench.load;

import java.time.Duration;

/**
 * How long a worker runs.
 *
 * @param warmUp how long it runs before the first case, over both operations and all styles
 * @param settle how long a case runs before it is measured
 * @param measure how long a case is measured
 */
public record Pace(Duration warmUp, Duration settle, Duration measure) {

    /** For figures to quote: a worker takes about 24 seconds. */
    public static final Pace FULL = new Pace(Duration.ofSeconds(4), Duration.ofMillis(400), Duration.ofSeconds(2));

    /** For seeing that all works: a worker takes about 6 seconds. */
    public static final Pace SMOKE = new Pace(Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMillis(400));

    /** Milliseconds, as words on a command line. */
    public String[] toArguments() {
        return new String[] {
            Long.toString(warmUp.toMillis()), Long.toString(settle.toMillis()), Long.toString(measure.toMillis())
        };
    }

    static Pace parse(String warmUp, String settle, String measure) {
        return new Pace(
                Duration.ofMillis(Long.parseLong(warmUp)),
                Duration.ofMillis(Long.parseLong(settle)),
                Duration.ofMillis(Long.parseLong(measure)));
    }

    /** How long a worker takes, its start included, unless something is wrong. */
    public Duration most() {
        return warmUp.plus(settle.plus(measure).multipliedBy(Case.all().size()))
                .multipliedBy(3)
                .plusSeconds(60);
    }
}
