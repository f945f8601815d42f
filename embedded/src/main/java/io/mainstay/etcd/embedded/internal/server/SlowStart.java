package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.spi.Cancellable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call that is started on one of the threads for slow calls, and given up there too once it has begun. */
final class SlowStart implements Runnable, Cancellable {
    private static final Cancellable GIVEN_UP = () -> {};

    private final SlowCalls threads;
    private final Supplier<Cancellable> start;
    private final AtomicReference<@Nullable Cancellable> underWay = new AtomicReference<>();

    SlowStart(SlowCalls threads, Supplier<Cancellable> start) {
        this.threads = threads;
        this.start = start;
    }

    @Override
    public void run() {
        if (underWay.get() == null) {
            Cancellable started = start.get();
            if (!underWay.compareAndSet(null, started)) {
                started.cancel();
            }
        }
    }

    @Override
    public void cancel() {
        Cancellable started = underWay.getAndSet(GIVEN_UP);
        if (started == null) {
            threads.remove(this);
        } else if (started != GIVEN_UP && started != Cancellable.NONE) {
            giveUp(started);
        }
    }

    private void giveUp(Cancellable started) {
        try {
            threads.execute(started::cancel);
        } catch (Refused full) {
            // After the close there is nothing to give up: what waited was ended.
            if (!threads.isClosed()) {
                started.cancel();
            }
        }
    }
}
