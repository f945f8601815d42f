package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.call.Backoff;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.line.EndpointPool;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchListener;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All watches of a client, on few streams: one for the first thousand, a second for the next, and four for however many
 * there are.
 *
 * <p>A server sends over a stream what it has by one loop with a short queue; what finds the queue full waits for a
 * slower loop. Several streams shorten that where thousands of watches see something at once, and a watch that is
 * behind keeps the proof that nothing is missing only from those beside it. Each stream has a {@link WatchLane} to
 * itself.
 */
public final class WatchMux implements AutoCloseable {
    static final int LANES = 4;

    /** A lane with so many watches is full, while another is not. */
    static final int LANE_WATCHES = 1_000;

    private final List<WatchLane> lanes;
    private final UserCode userCode;
    private final WatchBudget budget;

    /** An engine that closes none of what it is given. */
    public WatchMux(
            EndpointPool pool,
            Tokens tokens,
            Clock clock,
            Backoff backoff,
            UserCode userCode,
            Emitter emitter,
            WatchLimits limits) {
        this.userCode = userCode;
        this.budget = new WatchBudget(limits.queuedBytes());
        this.lanes = Stream.generate(() -> new WatchLane(pool, tokens, clock, backoff, userCode, emitter, limits))
                .limit(LANES)
                .toList();
    }

    /** Starts a watch that its user reads. */
    public Watch start(WatchRequest request) {
        WatchHandle watch = create(request);
        begin(watch);
        return watch;
    }

    /** Starts a watch that calls a listener. */
    public Watch start(WatchRequest request, WatchListener listener) {
        WatchHandle watch = create(request);
        WatchPump pump = new WatchPump(watch, new ListenerSink(listener, userCode), userCode);
        watch.queue().onChange(pump::signal);
        begin(watch);
        return watch;
    }

    /** A watch that has a lane, and begins with {@link #begin}. */
    WatchHandle create(WatchRequest request) {
        return next().create(request, budget);
    }

    private WatchLane next() {
        return lanes.stream()
                .filter(lane -> lane.size() < LANE_WATCHES)
                .findFirst()
                .orElseGet(() -> lanes.stream()
                        .min(Comparator.comparingInt(WatchLane::size))
                        .orElseThrow());
    }

    void begin(WatchHandle watch) {
        watch.begin();
    }

    UserCode userCode() {
        return userCode;
    }

    void requestProgress(WatchHandle watch) {
        watch.requestProgress();
    }

    @Override
    public void close() {
        lanes.forEach(WatchLane::close);
    }
}
