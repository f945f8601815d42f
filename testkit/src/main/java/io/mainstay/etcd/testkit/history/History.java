package io.mainstay.etcd.testkit.history;

import java.util.List;

/**
 * All that is known of a run.
 *
 * @param store what happened in truth
 * @param writes what clients were told of their writes
 * @param watches what watches saw
 * @param leases what clients said of the leases that they kept
 * @param views what views held
 */
public record History(
        StoreHistory store,
        List<WriteTrace> writes,
        List<WatchTrace> watches,
        List<LeaseTrace> leases,
        List<ViewTrace> views) {
    /** Copies the lists. */
    public History {
        writes = List.copyOf(writes);
        watches = List.copyOf(watches);
        leases = List.copyOf(leases);
        views = List.copyOf(views);
    }

    /** A history of nothing but watches. */
    public static History of(StoreHistory store, WatchTrace... watches) {
        return new History(store, List.of(), List.of(watches), List.of(), List.of());
    }

    /** How many events all watches have seen. */
    public long eventCount() {
        return watches.stream().mapToLong(watch -> watch.events().size()).sum();
    }
}
