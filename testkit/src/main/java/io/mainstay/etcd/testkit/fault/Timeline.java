package io.mainstay.etcd.testkit.fault;

import io.mainstay.etcd.spi.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What is to happen and when, carried out one after the other on the thread that runs it. What takes its time makes the
 * rest late; the order stays.
 */
public final class Timeline {
    private final Clock clock;
    private final List<Entry> entries = new ArrayList<>();

    /** An empty one, which reads the time from this clock. */
    public Timeline(Clock clock) {
        this.clock = clock;
    }

    private record Entry(Duration at, Runnable what) {}

    /** Something that is to happen this long after the start; at the same time, what was added first comes first. */
    public void at(Duration when, Runnable what) {
        entries.add(new Entry(when, what));
    }

    /** Carries everything out, waiting for the time of each. */
    public void run() {
        long start = clock.nanoTime();
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(Entry::at));
        for (Entry entry : sorted) {
            await(clock, start + entry.at().toNanos());
            entry.what().run();
        }
    }

    /** Waits until a clock shows this reading or a later one. */
    public static void await(Clock clock, long nanoTime) {
        long left = nanoTime - clock.nanoTime();
        if (left > 0) {
            CompletableFuture<Void> over = new CompletableFuture<>();
            clock.schedule(Duration.ofNanos(left), () -> over.complete(null));
            over.join();
        }
    }
}
