package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.kv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A store being made again of its changes, which come in their order. */
final class Restoration {
    private final long newest;
    private final Map<Bytes, History> keys = new TreeMap<>();
    private History log = History.NONE;
    private long size;

    Restoration(long newest) {
        this.newest = newest;
    }

    void add(Change change) {
        Change before = log.newest();
        boolean inOrder = before == null
                || change.revision() > before.revision()
                || change.revision() == before.revision() && change.sub() > before.sub();
        if (!inOrder || change.revision() > newest || change.revision() < 1 || change.sub() < 0) {
            throw new IllegalArgumentException(
                    "a change is out of order, at revision " + change.revision() + " of " + newest);
        }
        log = log.with(change);
        keys.merge(change.key(), History.NONE.with(change), (history, first) -> history.with(change));
        size += Snapshot.sizeOf(change);
    }

    KeyIndex keys() {
        List<Map.Entry<Bytes, History>> sorted = new ArrayList<>(keys.size());
        keys.forEach((key, history) -> sorted.add(Map.entry(key, history)));
        return KeyIndex.of(sorted);
    }

    History log() {
        return log;
    }

    long size() {
        return size;
    }
}
