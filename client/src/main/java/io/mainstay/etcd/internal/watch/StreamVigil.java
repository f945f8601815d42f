package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.internal.watch.Vigil.Act;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Keeps the vigil over one stream: looks at it at each tick, asks for progress, and leaves it for dead. Belongs to the
 * lane's serial executor.
 */
final class StreamVigil {
    private final WatchStream stream;
    private final Duration interval;
    private final Duration tick;
    private final Clock clock;
    private final Executor owner;
    private Vigil vigil = Vigil.BEGUN;
    private Cancellable next = Cancellable.NONE;
    private boolean over;

    StreamVigil(WatchStream stream, Duration interval, Clock clock, Executor owner) {
        this.stream = stream;
        this.interval = interval;
        this.tick = interval.dividedBy(Vigil.TICKS);
        this.clock = clock;
        this.owner = owner;
    }

    /** Begins, where there is something to ask with: a stream that takes questions, and an interval. */
    void begin() {
        if (!interval.isZero() && stream.wire().line().transport().isDuplex()) {
            later();
        }
    }

    void end() {
        over = true;
        next.cancel();
    }

    private void later() {
        next = clock.schedule(tick, () -> owner.execute(this::look));
    }

    private void look() {
        if (over) {
            return;
        }
        Vigil.Next step = vigil.look(stream.takeSigns());
        vigil = step.vigil();
        if (step.act() == Act.LEAVE) {
            stream.wire()
                    .leave(
                            stream.wire().line(),
                            TransportFailure.lost(
                                    "no sign of life on the watch stream since it was asked for one", null));
            return;
        }
        if (step.act() == Act.ASK) {
            stream.askProgress();
        } else if (step.act() == Act.PROBE) {
            stream.probe();
        }
        later();
    }
}
