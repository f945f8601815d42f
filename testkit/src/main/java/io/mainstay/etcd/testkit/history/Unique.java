package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.watch.WatchEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each change is seen once. */
public final class Unique extends WatchCheck {
    @Override
    void check(WatchTrace watch, StoreHistory store, List<String> findings) {
        Set<StoreHistory.Place> seen = new HashSet<>();
        for (WatchEvent event : watch.events()) {
            if (!seen.add(StoreHistory.Place.of(event))) {
                findings.add("saw " + show(event) + " again");
            }
        }
    }
}
