package io.mainstay.etcd.embedded.internal.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How long it took to apply entries, by what they are and whether they were refused. Thread-safe. */
public final class ApplyTimes {
    private static final String SHORTEST = "0.0001";
    private static final int BUCKETS = 20;
    /** From here on etcd warns, in seconds. */
    private static final double SLOW = 0.1;

    private final Stopwatch watch;
    private final Map<String, Histogram> done = new ConcurrentSkipListMap<>();
    private final Map<String, Histogram> refused = new ConcurrentSkipListMap<>();
    private final LongAdder slow = new LongAdder();

    /** Nothing yet. */
    public ApplyTimes(Stopwatch watch) {
        this.watch = watch;
    }

    /** Now, to say later what began then. */
    public long now() {
        return watch.now();
    }

    /** An entry was applied, or refused. */
    public void applied(String operation, boolean success, long begun) {
        double seconds = watch.since(begun);
        (success ? done : refused)
                .computeIfAbsent(operation, first -> new Histogram(SHORTEST, BUCKETS))
                .add(seconds);
        if (seconds > SLOW) {
            slow.increment();
        }
    }

    /** Forgets all; for after the replay of a log. */
    public void reset() {
        done.clear();
        refused.clear();
        slow.reset();
    }

    /** Writes it all. */
    public void write(MetricsPage page) {
        String name = "etcd_server_apply_duration_seconds";
        if (!done.isEmpty() || !refused.isEmpty()) {
            page.begin(name, "How long it took to apply entries.", "histogram");
            write(page, name, done, "true");
            write(page, name, refused, "false");
        }
        page.counter("etcd_server_slow_apply_total", "Entries that took longer than 0.1 s to apply.", slow.sum());
    }

    private static void write(MetricsPage page, String name, Map<String, Histogram> times, String success) {
        times.forEach((operation, histogram) ->
                histogram.writeSamples(page, name, List.of("op", operation, "success", success, "version", "v3")));
    }
}
