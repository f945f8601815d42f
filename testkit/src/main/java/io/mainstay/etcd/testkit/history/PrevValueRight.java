package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;
import java.util.Optional;

/**
 * The key as it was before is the one that the change took the place of. It may be missing when it was not asked for,
 * when there was none, and when it is compacted.
 */
public final class PrevValueRight extends WatchCheck {
    @Override
    void check(WatchTrace watch, StoreHistory store, List<String> findings) {
        for (WatchEvent event : watch.events()) {
            Optional<WatchEvent> truth = store.at(event.revision(), event.key());
            KeyValue told = event.prevKv();
            if (truth.isEmpty()) {
                continue;
            }
            KeyValue before = truth.get().prevKv();
            if (!watch.request().prevKv()) {
                if (told != null) {
                    findings.add("was told the key before " + show(event) + ", and had not asked for it");
                }
            } else if (told == null) {
                if (before != null && event.revision() - 1 >= store.compacted()) {
                    findings.add("was not told the key before " + show(event) + ", which was of revision "
                            + before.modRevision());
                }
            } else if (!told.equals(before)) {
                findings.add("was told a key of revision " + told.modRevision() + " before " + show(event)
                        + (before == null ? ", and there was none" : ", and it was of " + before.modRevision()));
            }
        }
    }
}
