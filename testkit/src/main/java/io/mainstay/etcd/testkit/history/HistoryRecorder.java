package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.testkit.history.WriteTrace.Outcome;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Writes down what clients do and see. Safe for use by many threads; nothing here blocks.
 *
 * <pre>{@code
 * HistoryRecorder recorder = new HistoryRecorder(clock);
 * WatchRequest request = WatchRequest.of("/app/").prefix();
 * WatchRecord record = recorder.watch("w1", request);
 * record.opened(etcd.watch(request, record));
 * ...
 * List<Finding> findings = Guarantees.all(slack).in(recorder.history(store));
 * }</pre>
 */
public final class HistoryRecorder {
    private final Clock clock;
    private final Map<Bytes, Outcome> writes = new ConcurrentHashMap<>();
    private final List<WatchRecord> watches = new CopyOnWriteArrayList<>();
    private final List<LeaseRecord> leases = new CopyOnWriteArrayList<>();
    private final Lives lives = new Lives();
    private final List<ViewRecord> views = new CopyOnWriteArrayList<>();

    /** A recorder that reads the time from this clock. */
    public HistoryRecorder(Clock clock) {
        this.clock = clock;
    }

    /** What a client was told of the write of a value, which no other write puts. */
    public void wrote(Bytes value, Outcome outcome) {
        writes.put(value, outcome);
    }

    /** A new record of a watch: the listener to give to it. */
    public WatchRecord watch(String name, WatchRequest request) {
        WatchRecord record = new WatchRecord(name, request);
        watches.add(record);
        return record;
    }

    /** A new record of a kept lease. */
    public LeaseRecord lease(String name, KeptLease lease) {
        LeaseRecord record = new LeaseRecord(name, lease, clock, lives);
        leases.add(record);
        return record;
    }

    /** Where to tell what the server answered to those who keep leases. */
    public Lives lives() {
        return lives;
    }

    /** A new record of a view. */
    public ViewRecord view(String name, KeyRange range) {
        ViewRecord record = new ViewRecord(name, range);
        views.add(record);
        return record;
    }

    /** All that was written down so far, beside what the store says. */
    public History history(StoreHistory store) {
        return new History(
                store,
                writes.entrySet().stream()
                        .map(write -> new WriteTrace(write.getKey(), write.getValue()))
                        .toList(),
                watches.stream().map(WatchRecord::trace).toList(),
                leases.stream().map(LeaseRecord::trace).toList(),
                views.stream().map(ViewRecord::trace).toList());
    }
}
