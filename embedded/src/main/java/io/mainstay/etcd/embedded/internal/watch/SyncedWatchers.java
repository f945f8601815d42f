package io.mainstay.etcd.embedded.internal.watch;

import io.mainstay.etcd.embedded.internal.mvcc.Change;
import io.mainstay.etcd.kv.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The watches that are told of a change at once, found by the key that changed. Those of single keys are looked up,
 * those of ranges are tried one by one.
 */
final class SyncedWatchers {
    private final Map<Bytes, Set<Watcher>> ofKeys = new HashMap<>();
    private final Set<Watcher> ofRanges = new LinkedHashSet<>();

    void add(Watcher watcher) {
        if (watcher.range().isSingle()) {
            ofKeys.computeIfAbsent(watcher.range().key(), key -> new LinkedHashSet<>())
                    .add(watcher);
        } else {
            ofRanges.add(watcher);
        }
    }

    void remove(Watcher watcher) {
        ofRanges.remove(watcher);
        ofKeys.computeIfPresent(watcher.range().key(), (key, watchers) -> {
            watchers.remove(watcher);
            return watchers.isEmpty() ? null : watchers;
        });
    }

    /** Who is to be told of which changes, in the order of the changes. */
    Map<Watcher, List<Change>> match(List<Change> changes) {
        if (ofKeys.isEmpty() && ofRanges.isEmpty()) {
            return Map.of();
        }
        Map<Watcher, List<Change>> hits = new LinkedHashMap<>();
        for (Change change : changes) {
            for (Watcher watcher : ofKeys.getOrDefault(change.key(), Set.of())) {
                hits.computeIfAbsent(watcher, first -> new ArrayList<>()).add(change);
            }
            for (Watcher watcher : ofRanges) {
                if (watcher.range().contains(change.key())) {
                    hits.computeIfAbsent(watcher, first -> new ArrayList<>()).add(change);
                }
            }
        }
        return hits;
    }
}
