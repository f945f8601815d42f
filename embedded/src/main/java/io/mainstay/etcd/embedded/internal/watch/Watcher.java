package io.mainstay.etcd.embedded.internal.watch;

import io.mainstay.etcd.embedded.internal.mvcc.Change;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchFilter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One watch of a stream: what it looks at, and where it stands. Its state is guarded by the hub's lock. */
final class Watcher {
    private final WatchStream stream;
    private final long id;
    private final KeyRange range;
    private final WatchCommand.Create options;
    private WatchState state;
    private boolean quiet = true;

    Watcher(WatchStream stream, long id, KeyRange range, WatchCommand.Create options, WatchState state) {
        this.stream = stream;
        this.id = id;
        this.range = range;
        this.options = options;
        this.state = state;
    }

    WatchStream stream() {
        return stream;
    }

    long id() {
        return id;
    }

    KeyRange range() {
        return range;
    }

    WatchState state() {
        return state;
    }

    void state(WatchState next) {
        state = next;
    }

    boolean isSynced() {
        return state instanceof WatchState.Synced;
    }

    /** Whether a revision is one that this watch was asked to see. */
    boolean hasStarted(long revision) {
        return revision >= options.startRevision();
    }

    boolean fragments() {
        return options.fragment();
    }

    boolean notifiesProgress() {
        return options.progressNotify();
    }

    /** Whether no event was given since it was asked last; asking makes it quiet again. */
    boolean takeQuiet() {
        boolean was = quiet;
        quiet = true;
        return was;
    }

    void disturbed() {
        quiet = false;
    }

    /** The events that changes of this watch's keys are to it; what is before each comes from a snapshot. */
    List<WatchEvent> events(List<Change> changes, Snapshot history) {
        return changes.stream()
                .map(change -> event(change, history))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable WatchEvent event(Change change, Snapshot history) {
        WatchFilter unwanted = change.deleted() ? WatchFilter.NO_DELETE : WatchFilter.NO_PUT;
        if (options.filters().contains(unwanted)) {
            return null;
        }
        KeyValue kv = change.kv();
        boolean created = !change.deleted() && kv.createRevision() == kv.modRevision();
        KeyValue previous = options.prevKv() && !created ? history.get(change.key(), change.revision() - 1) : null;
        return new WatchEvent(change.deleted() ? WatchEvent.Type.DELETE : WatchEvent.Type.PUT, kv, previous);
    }
}
