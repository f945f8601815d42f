package io.mainstay.etcd.internal.source;

import io.mainstay.etcd.internal.follow.Followed;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.stream.Burst;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a follower's news becomes which bursts. It does no I/O and knows no time.
 *
 * <p>So that all keys may be read again, it holds what its reader knows: the keys and their mod revisions. A page of a
 * new reading is then told as its difference from that; what no page held is gone.
 */
final class SourceStep {
    /** A burst of differences has at most this many. */
    private static final int RESYNC_MOST = 1_000;

    private final boolean relists;
    private final Map<Bytes, Long> known = new HashMap<>();
    private final Set<Bytes> read = new HashSet<>();
    private boolean told;
    private boolean again;

    /** A step that holds what is known only if keys may be read again. */
    SourceStep(boolean relists) {
        this.relists = relists;
    }

    /** Whether this news must end the source, because its reader cannot be told the difference. */
    boolean mustEnd(Followed news) {
        return news instanceof Followed.Restarting && told && !relists;
    }

    /** The bursts that news make, which may be none. */
    List<Burst> bursts(Followed news, long arrivedAt) {
        if (news instanceof Followed.Page page) {
            return page(page.kvs(), arrivedAt);
        } else if (news instanceof Followed.Loaded loaded) {
            return loaded(loaded, arrivedAt);
        } else if (news instanceof Followed.Changes changes) {
            return live(changes.batch(), arrivedAt);
        }
        again = told;
        read.clear();
        return List.of();
    }

    private List<Burst> page(List<KeyValue> kvs, long arrivedAt) {
        List<WatchEvent> changed = new ArrayList<>();
        for (KeyValue kv : kvs) {
            Long before = relists ? known.put(kv.key(), kv.modRevision()) : null;
            if (before == null || before != kv.modRevision()) {
                changed.add(new WatchEvent(WatchEvent.Type.PUT, kv, null));
            }
            if (again) {
                read.add(kv.key());
            }
        }
        told = true;
        return again ? resync(changed, arrivedAt) : List.of(new Burst.Snapshot(kvs, arrivedAt));
    }

    private List<Burst> loaded(Followed.Loaded loaded, long arrivedAt) {
        List<Burst> bursts = new ArrayList<>();
        if (again) {
            Set<Bytes> gone = new TreeSet<>(known.keySet());
            gone.removeAll(read);
            known.keySet().removeAll(gone);
            bursts.addAll(resync(
                    gone.stream().map(key -> deleted(key, loaded.revision())).toList(), arrivedAt));
        }
        read.clear();
        told = true;
        again = false;
        bursts.add(new Burst.Complete(loaded.revision(), loaded.reload(), arrivedAt));
        return bursts;
    }

    private static WatchEvent deleted(Bytes key, long revision) {
        return new WatchEvent(WatchEvent.Type.DELETE, new KeyValue(key, Bytes.EMPTY, 0, revision, 0, 0), null);
    }

    private static List<Burst> resync(List<WatchEvent> events, long arrivedAt) {
        List<Burst> bursts = new ArrayList<>();
        for (int from = 0; from < events.size(); from += RESYNC_MOST) {
            int to = Math.min(events.size(), from + RESYNC_MOST);
            bursts.add(new Burst.Resync(events.subList(from, to), arrivedAt));
        }
        return bursts;
    }

    private List<Burst> live(WatchBatch batch, long arrivedAt) {
        if (relists) {
            for (WatchEvent event : batch.events()) {
                if (event.isDelete()) {
                    known.remove(event.key());
                } else {
                    known.put(event.key(), event.revision());
                }
            }
        }
        return byRevision(batch.events(), arrivedAt);
    }

    /** Events as bursts of one revision each. */
    static List<Burst> byRevision(List<WatchEvent> events, long arrivedAt) {
        List<Burst> bursts = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= events.size(); i++) {
            long revision = events.get(from).revision();
            if (i == events.size() || events.get(i).revision() != revision) {
                bursts.add(new Burst.Live(revision, events.subList(from, i), arrivedAt));
                from = i;
            }
        }
        return bursts;
    }
}
