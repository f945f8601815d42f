package io.mainstay.etcd.embedded.internal.gateway;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gives up on something that has begun to arrive and does not get on. All on one thread. */
final class Patience {
    private final EventExecutor loop;
    private final Duration limit;
    private final Runnable giveUp;
    private @Nullable Future<?> waiting;
    private long progress;
    private long seen;

    Patience(EventExecutor loop, Duration limit, Runnable giveUp) {
        this.loop = loop;
        this.limit = limit;
        this.giveUp = giveUp;
    }

    /** Something has begun to arrive. */
    void begin() {
        if (waiting == null) {
            seen = progress;
            waiting = loop.schedule(this::look, limit.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** It gets on. */
    void progress() {
        progress++;
    }

    /** It is all there. */
    void end() {
        if (waiting != null) {
            waiting.cancel(false);
            waiting = null;
        }
    }

    private void look() {
        waiting = null;
        if (progress == seen) {
            giveUp.run();
        } else {
            begin();
        }
    }
}
