package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that a watch was to see, up to where it says it is complete, was seen. */
public final class NoGap extends WatchCheck {
    @Override
    void check(WatchTrace watch, StoreHistory store, List<String> findings) {
        Set<StoreHistory.Place> seen =
                watch.events().stream().map(StoreHistory.Place::of).collect(Collectors.toSet());
        for (WatchEvent event : wanted(watch, store, watch.completeUpTo())) {
            if (!seen.contains(StoreHistory.Place.of(event))) {
                findings.add("never saw " + show(event) + ", and says that it is complete from " + watch.from() + " to "
                        + watch.completeUpTo());
            }
        }
    }
}
