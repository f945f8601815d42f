package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;

/**
 * Where a watch says that it is complete, it is, at that moment: nothing at or below comes later, the word is never
 * taken back, and no revision is promised that does not exist.
 */
public final class BookmarkSound extends WatchCheck {
    @Override
    void check(WatchTrace watch, StoreHistory store, List<String> findings) {
        long bookmark = 0;
        for (WatchBatch batch : watch.batches()) {
            for (WatchEvent event : batch.events()) {
                if (event.revision() <= bookmark) {
                    findings.add("saw " + show(event) + " after it had said to be complete up to " + bookmark);
                }
                if (event.revision() > batch.revision()) {
                    findings.add("saw " + show(event) + " in a batch that ends with revision " + batch.revision());
                }
            }
            if (batch.revision() < bookmark) {
                findings.add("went back from " + bookmark + " to " + batch.revision());
            }
            bookmark = Math.max(bookmark, batch.revision());
        }
        if (bookmark > store.last()) {
            findings.add("says that it is complete up to " + bookmark + ", and the store is at " + store.last());
        }
    }
}
