package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.spi.Clock;
import java.time.Duration;

/** How late this machine runs timers while it is watched: what a client cannot be blamed for. */
final class Lateness {
    private static final Duration EACH = Duration.ofMillis(20);

    private final Clock clock;
    private volatile long worst;

    Lateness(Clock clock) {
        this.clock = clock;
        next();
    }

    private void next() {
        long due = clock.nanoTime() + EACH.toNanos();
        clock.schedule(EACH, () -> {
            worst = Math.max(worst, clock.nanoTime() - due);
            next();
        });
    }

    /** The worst so far. */
    Duration worst() {
        return Duration.ofNanos(worst);
    }
}
