package io.mainstay.etcd.internal.line;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.internal.line.Pulse.Act;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices lines that hang: a member that is stopped in its tracks, or cut off behind a connection that stays open.
 *
 * <p>While something waits for an answer, it looks at each line every {@value #TICK_MILLIS} ms. A line that has owed a
 * sign of life for 300 ms is asked for one by a read that any member answers from its own store, if it knows a leader.
 * After 300 ms more without one the line is left, if another is healthy. While everything answers nothing is sent, and
 * while nothing is asked nothing runs.
 */
final class LineWatch {
    static final int TICK_MILLIS = 50;
    private static final Duration TICK = Duration.ofMillis(TICK_MILLIS);
    private static final RangeRequest SIGN_OF_LIFE =
            RangeRequest.of(Bytes.of(new byte[] {0})).countOnly().asSerializable();

    private final EndpointPool pool;
    private final Clock clock;
    private final AtomicBoolean ticking = new AtomicBoolean();
    private volatile boolean closed;

    LineWatch(EndpointPool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Something waits for an answer. */
    void wake() {
        if (!ticking.get() && ticking.compareAndSet(false, true)) {
            later();
        }
    }

    void close() {
        closed = true;
    }

    private void later() {
        if (!closed) {
            clock.schedule(TICK, this::tick);
        }
    }

    private void tick() {
        List<Line> lines = pool.lines();
        boolean busy = false;
        for (Line line : lines) {
            look(line);
            busy |= line.pulse.isBusy();
        }
        if (busy) {
            later();
            return;
        }
        ticking.set(false);
        if (lines.stream().anyMatch(Line::isWaitedOn)) {
            // It came between the look and the rest.
            wake();
        }
    }

    private void look(Line line) {
        Pulse.Next next = line.pulse.step(line.signs(pool.hasBetterThan(line)));
        line.pulse = next.pulse();
        if (next.act() == Act.PROBE) {
            probe(line);
        } else if (next.act() == Act.LEAVE) {
            TransportFailure refusal = line.takeRefusal();
            pool.leave(
                    line,
                    refusal != null
                            ? refusal
                            : TransportFailure.lost(
                                    "no sign of life for " + Pulse.FIRST * 2 * TICK_MILLIS + " ms", null));
        }
    }

    private static void probe(Line line) {
        if (!line.startProbe()) {
            return;
        }
        try {
            line.transport().call(Rpcs.RANGE, SIGN_OF_LIFE, CallContext.REQUIRE_LEADER, new Probe(line));
        } catch (RuntimeException broken) {
            line.probed(new TransportFailure(ErrorCode.INTERNAL, "the transport failed: " + broken, true, broken));
        }
    }

    /** The question for a sign of life; an error is one too, but for that of a member that cannot serve. */
    private record Probe(Line line) implements ResponseHandler<RangeResult> {
        @Override
        public void onResponse(RangeResult response) {
            line.probed(null);
        }

        @Override
        public void onFailure(TransportFailure failure) {
            boolean alive = failure.cause() == null && failure.code() != ErrorCode.UNAVAILABLE;
            line.probed(alive ? null : failure);
        }
    }
}
