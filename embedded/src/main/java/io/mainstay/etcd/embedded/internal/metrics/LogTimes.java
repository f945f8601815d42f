package io.mainstay.etcd.embedded.internal.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What a server's log has asked of the disk, and how long that took. Thread-safe. */
public final class LogTimes {
    private static final String SHORTEST = "0.001";
    private static final int BUCKETS = 14;

    private final Stopwatch watch;
    private final LongAdder bytes = new LongAdder();
    private final Histogram writes = new Histogram(SHORTEST, BUCKETS);
    private final Histogram forces = new Histogram(SHORTEST, BUCKETS);
    private final Histogram checkpoints = new Histogram(SHORTEST, BUCKETS);

    /** Nothing yet. */
    public LogTimes(Stopwatch watch) {
        this.watch = watch;
    }

    /** Now, to say later what began then. */
    public long now() {
        return watch.now();
    }

    /** So many bytes were handed to the disk. */
    public void wrote(long count, long begun) {
        bytes.add(count);
        writes.add(watch.since(begun));
    }

    /** They were made durable. */
    public void forced(long begun) {
        forces.add(watch.since(begun));
    }

    /** A checkpoint has taken the place of a log. */
    public void checkpointed(long begun) {
        checkpoints.add(watch.since(begun));
    }

    /** Writes it all; a checkpoint is what etcd calls a commit of its backend. */
    public void write(MetricsPage page) {
        checkpoints.write(page, "etcd_disk_backend_commit_duration_seconds", "How long checkpoints took.");
        forces.write(page, "etcd_disk_wal_fsync_duration_seconds", "How long it took to make the log durable.");
        page.gauge("etcd_disk_wal_write_bytes_total", "Bytes written to the log.", bytes.sum());
        writes.write(page, "etcd_disk_wal_write_duration_seconds", "How long it took to write to the log.");
    }
}
