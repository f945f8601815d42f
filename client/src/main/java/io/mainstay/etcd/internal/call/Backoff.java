package io.mainstay.etcd.internal.call;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: nothing while there are endpoints not tried yet, then doubling from {@link
 * #FIRST} to {@link #MOST}, each time a random half to all of it, so that many clients do not return at once.
 */
public final class Backoff {
    static final Duration FIRST = Duration.ofMillis(25);
    static final Duration MOST = Duration.ofSeconds(2);

    private final RandomGenerator random;

    /** Waits drawn from a source of chance. */
    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The wait after some failures in a row.
     *
     * @param failures how many, at least 1
     * @param endpoints how many endpoints there are to try
     */
    public Duration after(int failures, int endpoints) {
        if (failures < endpoints) {
            return Duration.ZERO;
        }
        int doublings = Math.min((failures - 1) / Math.max(1, endpoints), 10);
        long whole = Math.min(MOST.toNanos(), FIRST.toNanos() << doublings);
        return Duration.ofNanos(whole / 2 + random.nextLong(whole / 2 + 1));
    }
}
