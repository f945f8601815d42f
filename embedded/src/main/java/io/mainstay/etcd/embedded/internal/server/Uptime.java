package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.spi.Clock;

/** How long a server has been up, which is the time that its leases live by. */
final class Uptime {
    private final Clock clock;
    private final long start;

    Uptime(Clock clock) {
        this.clock = clock;
        this.start = clock.nanoTime();
    }

    long nanos() {
        return clock.nanoTime() - start;
    }
}
