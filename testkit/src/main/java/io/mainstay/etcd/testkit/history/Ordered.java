package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;

/** Changes are seen in the order in which they happened, also within a revision. */
public final class Ordered extends WatchCheck {
    @Override
    void check(WatchTrace watch, StoreHistory store, List<String> findings) {
        WatchEvent last = null;
        for (WatchEvent event : watch.events()) {
            if (last != null && isBefore(event, last, store)) {
                findings.add("saw " + show(event) + " after " + show(last));
            }
            last = event;
        }
    }

    private static boolean isBefore(WatchEvent event, WatchEvent last, StoreHistory store) {
        if (event.revision() != last.revision()) {
            return event.revision() < last.revision();
        }
        int place = store.place(event);
        return place >= 0 && place < store.place(last);
    }
}
