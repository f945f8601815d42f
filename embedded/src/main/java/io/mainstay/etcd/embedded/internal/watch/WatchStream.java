package io.mainstay.etcd.embedded.internal.watch;

import io.mainstay.etcd.embedded.internal.mvcc.Change;
import io.mainstay.etcd.embedded.internal.mvcc.Commit;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.stream.Outlet;
import io.mainstay.etcd.embedded.internal.stream.ServedStream;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * One client's stream of watches. Everything in it is guarded by the hub's lock; only the reading of history for
 * watches that are behind goes on outside, on a snapshot.
 */
final class WatchStream implements ServedStream<WatchCommand>, Outlet.Source {
    /** The id of an answer that is about the stream, or about a watch that was refused. */
    private static final long NO_ID = -1;

    private static final String RANGE_EMPTY = "mvcc: watcher range is empty";
    private static final String DUPLICATE_ID = "mvcc: duplicate watch ID provided on the WatchStream";

    /** What is missing when a watch is taken back among the synced ones is at most this much, read under the lock. */
    private static final int LAST_REVISIONS = 16;

    private final WatchHub hub;
    private final WatchSide side;
    private final LongAdder told;
    private final Consumer<KeyRange> permit;
    private final Outlet<WatchReply> outlet;
    private final Map<Long, Watcher> watchers = new LinkedHashMap<>();
    private long nextId;
    private boolean over;
    private boolean ticking;
    private Cancellable tick = Cancellable.NONE;

    WatchStream(
            WatchHub hub,
            WatchSide side,
            StreamHandler<WatchReply> handler,
            Executor dispatcher,
            Consumer<KeyRange> permit) {
        this.hub = hub;
        this.side = side;
        this.told = hub.events(side);
        this.permit = permit;
        this.outlet = new Outlet<>(handler, dispatcher, this);
    }

    @Override
    public void send(WatchCommand command) {
        String forbidden = command instanceof WatchCommand.Create create ? forbidden(create) : "";
        synchronized (hub.lock()) {
            if (over) {
                return;
            }
            if (command instanceof WatchCommand.Create create) {
                create(create, forbidden);
            } else if (command instanceof WatchCommand.Cancel cancel) {
                cancel(cancel.watchId());
            } else {
                progress();
            }
        }
    }

    @Override
    public void request(int messages) {
        outlet.request(messages);
    }

    /** A watch stream goes on when its client has nothing more to say. */
    @Override
    public void halfClose() {}

    @Override
    public void cancel() {
        outlet.cancel();
        close();
    }

    @Override
    public void end(TransportFailure failure) {
        outlet.end(failure);
        close();
    }

    @Override
    public void broken() {
        close();
    }

    WatchSide side() {
        return side;
    }

    int watcherCount() {
        return (int) watchers.values().stream()
                .filter(watcher -> !(watcher.state() instanceof WatchState.Compacted))
                .count();
    }

    int slowWatcherCount() {
        return (int) watchers.values().stream()
                .filter(watcher -> !watcher.isSynced() && !(watcher.state() instanceof WatchState.Compacted))
                .count();
    }

    /** A change for a synced watch. With no room left, the watch falls behind instead. */
    void changed(Watcher watcher, Commit commit, List<Change> changes) {
        long revision = commit.after().revision();
        if (!watcher.hasStarted(revision)) {
            return;
        }
        if (outlet.isFull()) {
            hub.synced().remove(watcher);
            watcher.state(new WatchState.Behind(revision));
            outlet.moreToCome();
        } else {
            offer(watcher, revision, watcher.events(changes, commit.before()));
        }
    }

    @Override
    public boolean refill() {
        List<Watcher> behind;
        synchronized (hub.lock()) {
            behind = watchers.values().stream()
                    .filter(watcher -> watcher.state() instanceof WatchState.Behind)
                    .toList();
        }
        boolean more = false;
        for (Watcher watcher : behind) {
            more |= outlet.isFull() || advance(watcher);
        }
        return more;
    }

    /** Why a watch must not be, in the words that etcd has for it here; empty when it may. */
    private String forbidden(WatchCommand.Create create) {
        try {
            permit.accept(range(create));
            return "";
        } catch (Refused refused) {
            return "rpc error: code = " + goName(refused) + " desc = " + refused.text();
        }
    }

    private static String goName(Refused refused) {
        return switch (refused.code()) {
            case INVALID_ARGUMENT -> "InvalidArgument";
            case UNAUTHENTICATED -> "Unauthenticated";
            case PERMISSION_DENIED -> "PermissionDenied";
            default -> "Unknown";
        };
    }

    private static KeyRange range(WatchCommand.Create create) {
        Bytes key = create.range().key().isEmpty() ? Bytes.ZERO : create.range().key();
        return new KeyRange(key, create.range().end());
    }

    private void create(WatchCommand.Create create, String forbidden) {
        KeyRange range = range(create);
        Bytes key = range.key();
        boolean bounded = !range.isSingle() && !range.isOpenEnded();
        if (create.startRevision() < 0) {
            refuse(Refusal.COMPACTED.text());
        } else if (!forbidden.isEmpty()) {
            refuse(forbidden);
        } else if (bounded && key.compareTo(range.end()) >= 0) {
            refuse(RANGE_EMPTY);
        } else if (create.watchId() != 0 && watchers.containsKey(create.watchId())) {
            refuse(DUPLICATE_ID);
        } else {
            start(create, range);
        }
    }

    private void refuse(String reason) {
        outlet.offer(WatchReply.refused(side.header(hub.current().revision()), NO_ID, reason));
    }

    private void start(WatchCommand.Create create, KeyRange range) {
        long id = create.watchId() == 0 ? freeId() : create.watchId();
        long revision = hub.current().revision();
        outlet.offer(WatchReply.created(side.header(revision), id));
        boolean live = create.startRevision() == 0 || create.startRevision() > revision;
        WatchState state = live ? WatchState.SYNCED : new WatchState.Behind(create.startRevision());
        Watcher watcher = new Watcher(this, id, range, create, state);
        watchers.put(id, watcher);
        if (live) {
            hub.synced().add(watcher);
        } else {
            outlet.moreToCome();
        }
        if (create.progressNotify() && !ticking) {
            ticking = true;
            tick = hub.clock().schedule(hub.limits().progressInterval(), this::tick);
        }
    }

    private long freeId() {
        while (watchers.containsKey(nextId)) {
            nextId++;
        }
        return nextId++;
    }

    private void cancel(long id) {
        Watcher watcher = watchers.remove(id);
        if (watcher != null) {
            hub.synced().remove(watcher);
            outlet.offer(WatchReply.canceled(side.header(hub.current().revision()), id, 0, ""));
        }
    }

    /** Answers only when every watch of the stream has everything up to now; a watch that was ended never has. */
    private void progress() {
        long revision = hub.current().revision();
        boolean complete = watchers.values().stream().allMatch(watcher -> isComplete(watcher, revision));
        if (complete && !watchers.isEmpty() && !outlet.isFull()) {
            outlet.offer(WatchReply.progress(side.header(revision), NO_ID));
        }
    }

    private void tick() {
        synchronized (hub.lock()) {
            ticking = !over && watchers.values().stream().anyMatch(Watcher::notifiesProgress);
            if (!ticking) {
                return;
            }
            tick = hub.clock().schedule(hub.limits().progressInterval(), this::tick);
            long revision = hub.current().revision();
            for (Watcher watcher : watchers.values()) {
                if (watcher.notifiesProgress()
                        && watcher.takeQuiet()
                        && isComplete(watcher, revision)
                        && !outlet.isFull()) {
                    outlet.offer(WatchReply.progress(side.header(revision), watcher.id()));
                }
            }
        }
    }

    private static boolean isComplete(Watcher watcher, long revision) {
        return watcher.isSynced() && watcher.hasStarted(revision);
    }

    /** Gives a watch that is behind its next piece of history; says whether it is still behind. */
    private boolean advance(Watcher watcher) {
        Snapshot history;
        long next;
        synchronized (hub.lock()) {
            if (!(watcher.state() instanceof WatchState.Behind behind) || watchers.get(watcher.id()) != watcher) {
                return false;
            }
            history = hub.current();
            next = behind.next();
            if (next < history.compactRevision()) {
                watcher.state(WatchState.COMPACTED);
                outlet.offer(WatchReply.canceled(side.header(0), watcher.id(), history.compactRevision(), ""));
                return false;
            }
        }
        Backlog backlog = Backlog.read(history, watcher.range(), next);
        List<WatchEvent> events = watcher.events(backlog.changes(), history);
        synchronized (hub.lock()) {
            if (over || watchers.get(watcher.id()) != watcher) {
                return false;
            }
            offer(watcher, history.revision(), events);
            return !catchUp(watcher, backlog.next());
        }
    }

    /** Takes a watch among the synced ones when little or nothing is missing. */
    private boolean catchUp(Watcher watcher, long next) {
        Snapshot now = hub.current();
        if (next + LAST_REVISIONS <= now.revision() || next < now.compactRevision()) {
            watcher.state(new WatchState.Behind(next));
            return false;
        }
        if (next <= now.revision()) {
            List<Change> rest = now.changes(watcher.range(), next, now.revision());
            offer(watcher, now.revision(), watcher.events(rest, now));
        }
        watcher.state(WatchState.SYNCED);
        hub.synced().add(watcher);
        return true;
    }

    private void offer(Watcher watcher, long revision, List<WatchEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        watcher.disturbed();
        told.add(events.size());
        WatchReply reply = WatchReply.events(side.header(revision), watcher.id(), events);
        if (watcher.fragments()) {
            Fragments.cut(reply, hub.limits().fragmentBytes()).forEach(outlet::offer);
        } else {
            outlet.offer(reply);
        }
    }

    private void close() {
        synchronized (hub.lock()) {
            if (over) {
                return;
            }
            over = true;
            tick.cancel();
            watchers.values().forEach(hub.synced()::remove);
            watchers.clear();
            hub.forget(this);
        }
    }
}
