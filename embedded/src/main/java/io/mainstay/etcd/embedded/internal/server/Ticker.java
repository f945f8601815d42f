package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Work that is done again and again while it says that there is more of it, and rests otherwise. */
final class Ticker {
    private final Clock clock;
    private final Duration interval;
    private final BooleanSupplier work;
    private Cancellable next = Cancellable.NONE;
    private boolean running;
    private boolean closed;

    Ticker(Clock clock, Duration interval, BooleanSupplier work) {
        this.clock = clock;
        this.interval = interval;
        this.work = work;
    }

    /** Starts it if it rests. */
    synchronized void start() {
        if (!running && !closed) {
            running = true;
            next = clock.schedule(interval, this::tick);
        }
    }

    synchronized void close() {
        closed = true;
        next.cancel();
    }

    private void tick() {
        synchronized (this) {
            if (closed) {
                return;
            }
            running = false;
        }
        if (work.getAsBoolean()) {
            start();
        }
    }
}
