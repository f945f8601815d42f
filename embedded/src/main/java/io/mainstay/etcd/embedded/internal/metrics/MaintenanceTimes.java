package io.mainstay.etcd.embedded.internal.metrics;

import java.util.concurrent.atomic.LongAdder;

/** How long it took to look after the store, call by call: to hash it, defragment it and copy it. Thread-safe. */
public final class MaintenanceTimes {
    private static final String SHORTEST = "0.01";
    private static final int HASH_BUCKETS = 15;

    private final Stopwatch watch;
    private final Histogram defragmentations = new Histogram("0.1", 13);
    private final Histogram snapshots = new Histogram(SHORTEST, 17);
    private final Histogram hashes = new Histogram(SHORTEST, HASH_BUCKETS);
    private final Histogram hashesAtRevisions = new Histogram(SHORTEST, HASH_BUCKETS);
    private final LongAdder defragmenting = new LongAdder();

    /** Nothing yet. */
    public MaintenanceTimes(Stopwatch watch) {
        this.watch = watch;
    }

    /** Now, to say later what began then. */
    public long now() {
        return watch.now();
    }

    /** Defragments. */
    public void defragment(Runnable work) {
        long begun = now();
        defragmenting.increment();
        try {
            work.run();
            defragmentations.add(watch.since(begun));
        } finally {
            defragmenting.decrement();
        }
    }

    /** A copy of the store was made, to be sent. */
    public void copied(long begun) {
        snapshots.add(watch.since(begun));
    }

    /** The whole store was hashed. */
    public void hashed(long begun) {
        hashes.add(watch.since(begun));
    }

    /** The keys up to a revision were hashed. */
    public void hashedAtRevision(long begun) {
        hashesAtRevisions.add(watch.since(begun));
    }

    /** Writes it all. */
    public void write(MetricsPage page) {
        defragmentations.write(
                page, "etcd_disk_backend_defrag_duration_seconds", "How long it took to defragment the store.");
        snapshots.write(page, "etcd_disk_backend_snapshot_duration_seconds", "How long copies of the store took.");
        page.gauge("etcd_disk_defrag_inflight", "1 while it defragments.", defragmenting.sum());
        hashes.write(page, "etcd_mvcc_hash_duration_seconds", "How long it took to hash the whole store.");
        hashesAtRevisions.write(
                page, "etcd_mvcc_hash_rev_duration_seconds", "How long it took to hash the keys up to a revision.");
    }
}
