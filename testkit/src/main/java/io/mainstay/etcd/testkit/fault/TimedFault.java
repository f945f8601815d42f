package io.mainstay.etcd.testkit.fault;

import java.time.Duration;

/**
 * A harm with its time.
 *
 * @param at when it begins, counted from the start
 * @param lasts how long until it is healed
 * @param target whom it befalls, from 0 on
 * @param harm what it is
 */
public record TimedFault(Duration at, Duration lasts, int target, Harm harm) {
    /** When it is healed. */
    public Duration until() {
        return at.plus(lasts);
    }

    /** One line, like {@code at 120 ms for 300 ms to 0: Cut[]}. */
    @Override
    public String toString() {
        return "at " + at.toMillis() + " ms for " + lasts.toMillis() + " ms to " + target + ": " + harm;
    }
}
