package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;

/** A watch sees nothing that it did not ask for: no other key, no older revision, no kind that it left out. */
public final class Filtered extends WatchCheck {
    @Override
    void check(WatchTrace watch, StoreHistory store, List<String> findings) {
        for (WatchEvent event : watch.events()) {
            if (!watch.wants(event)) {
                findings.add("saw " + show(event) + ", which it did not ask for (from revision " + watch.from() + ", "
                        + watch.request().filters() + ")");
            }
        }
    }
}
