package io.mainstay.bench.load;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one operation in flight: starts the next as soon as the last has ended, until its time is up.
 *
 * <p>An operation has two parties, the thread that issues it and the one that brings its end, which may be the same.
 * Whoever leaves last starts the next operation, so that answers that are there at once build no tower of calls.
 */
final class Lane implements Done {
    private final Issue issue;
    private final Latencies latencies;
    private final long end;
    private final Load.Lanes lanes;
    private final AtomicInteger parties = new AtomicInteger();
    private long startedAt;
    private boolean over;
    private @Nullable Throwable failure;

    Lane(Issue issue, Latencies latencies, long end, Load.Lanes lanes) {
        this.issue = issue;
        this.latencies = latencies;
        this.end = end;
        this.lanes = lanes;
    }

    /** Starts one operation. */
    @FunctionalInterface
    interface Issue {
        void start(Done done);
    }

    void go() {
        do {
            if (over) {
                lanes.ended(failure);
                return;
            }
            parties.set(2);
            startedAt = System.nanoTime();
            try {
                issue.start(this);
            } catch (RuntimeException | Error e) {
                lanes.ended(e);
                return;
            }
        } while (parties.decrementAndGet() == 0);
    }

    @Override
    public void ended(int valueSize, @Nullable Throwable why) {
        long now = System.nanoTime();
        if (why == null) {
            latencies.add(now - startedAt);
        }
        failure = why;
        over = why != null || now - end >= 0;
        if (parties.decrementAndGet() == 0) {
            go();
        }
    }
}
