package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The changes of a revision come in one batch, all that the watch was to see. */
public final class Atomic extends WatchCheck {
    @Override
    void check(WatchTrace watch, StoreHistory store, List<String> findings) {
        Set<Long> before = new HashSet<>();
        for (WatchBatch batch : watch.batches()) {
            Map<Long, Long> here =
                    batch.events().stream().collect(Collectors.groupingBy(WatchEvent::revision, Collectors.counting()));
            here.forEach((revision, seen) -> {
                if (!before.add(revision)) {
                    findings.add("saw revision " + revision + " in more than one batch");
                }
                int wanted = wantedAt(revision, watch, store);
                if (seen < wanted) {
                    findings.add(
                            "saw " + seen + " of the " + wanted + " changes of revision " + revision + " in a batch");
                }
            });
        }
    }

    private static int wantedAt(long revision, WatchTrace watch, StoreHistory store) {
        return (int)
                store.events(revision, revision).stream().filter(watch::wants).count();
    }
}
