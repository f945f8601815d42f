package io.mainstay.etcd.embedded.internal.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What a server has done to its store and its leases since its start. Thread-safe, and cheap to add to. */
public final class StoreCounts {
    private static final double MILLIS = 1e3;

    private final LongAdder puts = new LongAdder();
    private final LongAdder putBytes = new LongAdder();
    private final LongAdder deletes = new LongAdder();
    private final LongAdder ranges = new LongAdder();
    private final LongAdder txns = new LongAdder();
    private final LongAdder granted = new LongAdder();
    private final LongAdder revoked = new LongAdder();
    private final LongAdder renewed = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final Histogram ttls = new Histogram("1", 24);
    private final LongAdder forgotten = new LongAdder();
    private final Histogram compactions = new Histogram("100", 14);
    private final Stopwatch watch;
    private final ApplyTimes applies;

    /** Nothing yet. */
    public StoreCounts(Stopwatch watch) {
        this.watch = watch;
        applies = new ApplyTimes(watch);
    }

    /** Forgets all; for after the replay of a log, whose entries were counted in an earlier life. */
    public void reset() {
        for (LongAdder each :
                new LongAdder[] {puts, putBytes, deletes, ranges, txns, granted, revoked, renewed, expired, forgotten
                }) {
            each.reset();
        }
        ttls.reset();
        compactions.reset();
        applies.reset();
    }

    /** A key was written; so many bytes are it and its value. */
    public void put(int bytes) {
        puts.increment();
        putBytes.add(bytes);
    }

    /** What was read and deleted at once, as etcd counts it: several in one count as a transaction too. */
    public void add(Tally tally) {
        ranges.add(tally.ranges());
        deletes.add(tally.deletes());
        txns.add(tally.txns());
    }

    /** A lease was granted, for so many seconds. */
    public void granted(long ttl) {
        granted.increment();
        ttls.add((double) ttl);
    }

    /** A lease was ended, by whomever. */
    public void revoked() {
        revoked.increment();
    }

    /** A lease was renewed. */
    public void renewed() {
        renewed.increment();
    }

    /** The time of a lease was found to be over. */
    public void expired() {
        expired.increment();
    }

    /** So many changes of keys were forgotten by a compaction. */
    public void compacted(long changes, long begun) {
        forgotten.add(changes);
        compactions.add(watch.since(begun) * MILLIS);
    }

    /** How long it took to apply entries. */
    public ApplyTimes applies() {
        return applies;
    }

    /** Writes them all. */
    public void write(MetricsPage page) {
        page.counter("etcd_debugging_lease_granted_total", "Leases that were granted.", granted.sum());
        page.counter("etcd_debugging_lease_renewed_total", "Renewals of leases.", renewed.sum());
        page.counter("etcd_debugging_lease_revoked_total", "Leases that were ended.", revoked.sum());
        ttls.write(page, "etcd_debugging_lease_ttl_total", "For how many seconds leases were granted.");
        page.counter("etcd_debugging_mvcc_db_compaction_keys_total", "Changes forgotten.", forgotten.sum());
        compactions.write(
                page, "etcd_debugging_mvcc_db_compaction_total_duration_milliseconds", "How long compactions took.");
        page.gauge("etcd_debugging_mvcc_total_put_size_in_bytes", "Bytes of keys and values put.", putBytes.sum());
        page.counter("etcd_debugging_server_lease_expired_total", "Leases whose time was over.", expired.sum());
        page.counter("etcd_mvcc_delete_total", "Deletions.", deletes.sum());
        page.counter("etcd_mvcc_put_total", "Puts.", puts.sum());
        page.counter("etcd_mvcc_range_total", "Reads.", ranges.sum());
        page.counter("etcd_mvcc_txn_total", "Times that several reads and writes were one.", txns.sum());
        applies.write(page);
    }
}
