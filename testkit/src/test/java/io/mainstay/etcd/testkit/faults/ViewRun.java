package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.testkit.history.HistoryRecorder;
import io.mainstay.etcd.testkit.history.ViewRecord;
import io.mainstay.etcd.view.KeyChange;
import io.mainstay.etcd.view.PrefixView;
import io.mainstay.etcd.view.ViewSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One view of a run: looked at after each step it goes, and asked at the end for where it stands. */
final class ViewRun {
    private final Part.Viewing part;
    private final String prefix;
    private final HistoryRecorder recorder;
    private @Nullable PrefixView view;
    private @Nullable CompletableFuture<ViewSnapshot> arriving;

    ViewRun(Part.Viewing part, String prefix, HistoryRecorder recorder) {
        this.part = part;
        this.prefix = prefix;
        this.recorder = recorder;
    }

    void open(EtcdClient client) {
        KeyRange range = KeyRange.prefix(prefix + part.keys());
        ViewRecord held = recorder.view(part.name(), range);
        ViewRecord told = recorder.view(part.name() + " by its changes", range);
        Map<Bytes, KeyValue> copy = new HashMap<>();
        PrefixView opened = client.view(prefix + part.keys());
        view = opened;
        opened.listen(step -> {
            held.looked(step.revision(), keys(step.snapshot()));
            step.changes().forEach(change -> apply(change, copy));
            told.looked(step.revision(), copy);
        });
    }

    /** Goes along with a change; one that does not begin where the copy stands must leave it wrong, to be found. */
    private static void apply(KeyChange change, Map<Bytes, KeyValue> copy) {
        if (Objects.equals(copy.get(change.key()), change.before())) {
            if (change.after() == null) {
                copy.remove(change.key());
            } else {
                copy.put(change.key(), change.after());
            }
        }
    }

    private static Map<Bytes, KeyValue> keys(ViewSnapshot snapshot) {
        Map<Bytes, KeyValue> keys = new HashMap<>();
        snapshot.iterator().forEachRemaining(kv -> keys.put(kv.key(), kv));
        return keys;
    }

    /** Whether it stands at a revision or after it. */
    boolean hasReached(long revision) {
        PrefixView opened = view;
        if (opened == null) {
            return true;
        }
        if (arriving == null) {
            arriving = opened.reached(revision);
        }
        return arriving.isDone() && opened.revision() >= revision;
    }

    void close() {
        if (view != null) {
            view.close();
        }
    }

    @Override
    public String toString() {
        return part.name();
    }
}
