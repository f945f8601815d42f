package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;
import java.util.Optional;

/** What a watch sees is what happened, with the same value, numbers and lease. */
public final class Genuine extends WatchCheck {
    @Override
    void check(WatchTrace watch, StoreHistory store, List<String> findings) {
        for (WatchEvent event : watch.events()) {
            if (event.revision() > store.last()) {
                continue;
            }
            Optional<WatchEvent> truth = store.at(event.revision(), event.key());
            if (truth.isEmpty()) {
                findings.add("saw " + show(event) + ", which never happened");
            } else if (truth.get().type() != event.type() || !truth.get().kv().equals(event.kv())) {
                findings.add("saw " + show(event) + ", which was another change than that");
            }
        }
    }
}
