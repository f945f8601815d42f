package io.mainstay.etcd.embedded.internal.watch;

import io.mainstay.etcd.embedded.internal.mvcc.Change;
import io.mainstay.etcd.embedded.internal.mvcc.Commit;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.stream.ServedStream;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a new state of the store becomes visible, and every watch that waits for it learns of it in the same moment.
 *
 * <p>One lock guards all watches of all streams. Under it nothing is called but the outlets of the streams, which only
 * take messages in; the clients' handlers run on the dispatcher.
 */
public final class WatchHub {
    private final Clock clock;
    private final Limits limits;

    private final Object lock = new Object();
    private final SyncedWatchers synced = new SyncedWatchers();
    private final Set<WatchStream> streams = new LinkedHashSet<>();
    private final Map<WatchSide, LongAdder> events = new ConcurrentHashMap<>();
    private volatile Snapshot current = Snapshot.FRESH;
    private @Nullable TransportFailure ended;

    /**
     * What a hub keeps to.
     *
     * @param progressInterval how often a quiet watch that asked for it is told of progress
     * @param fragmentBytes from which size on a message is cut for watches that allow it
     */
    public record Limits(Duration progressInterval, int fragmentBytes) {}

    /** A hub with a fresh store and no watch. */
    public WatchHub(Clock clock, Limits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    /** The store as everybody sees it. */
    public Snapshot current() {
        return current;
    }

    /** Makes a write visible. Writes come one at a time, from the one owner of the store. */
    public void publish(Commit commit) {
        synchronized (lock) {
            current = commit.after();
            for (Map.Entry<Watcher, List<Change>> hit :
                    synced.match(commit.changes()).entrySet()) {
                hit.getKey().stream().changed(hit.getKey(), commit, hit.getValue());
            }
        }
    }

    /** Makes a compaction visible, or a store that was kept. A watch that still needed what is gone ends. */
    public void publish(Snapshot store) {
        synchronized (lock) {
            current = store;
        }
    }

    /**
     * Opens a stream of watches.
     *
     * @param side the member at which it is opened
     * @param permit refuses a range that must not be watched; asked for each watch when it begins, under no lock
     */
    public ServedStream<WatchCommand> open(
            WatchSide side, StreamHandler<WatchReply> handler, Executor dispatcher, Consumer<KeyRange> permit) {
        WatchStream stream = new WatchStream(this, side, handler, dispatcher, permit);
        TransportFailure over;
        synchronized (lock) {
            streams.add(stream);
            over = ended;
        }
        if (over != null) {
            stream.end(over);
        }
        return stream;
    }

    /** How many watches there are at a member. */
    public int watcherCount(WatchSide side) {
        synchronized (lock) {
            return streams.stream()
                    .filter(stream -> stream.side() == side)
                    .mapToInt(WatchStream::watcherCount)
                    .sum();
        }
    }

    /** How many watches at a member are behind: they are told from history, until they have caught up. */
    public int slowWatcherCount(WatchSide side) {
        synchronized (lock) {
            return streams.stream()
                    .filter(stream -> stream.side() == side)
                    .mapToInt(WatchStream::slowWatcherCount)
                    .sum();
        }
    }

    /** How many events watches at a member were told of, over all of them. */
    public long eventCount(WatchSide side) {
        return events(side).sum();
    }

    /** How many streams there are at a member. */
    public int streamCount(WatchSide side) {
        synchronized (lock) {
            return (int)
                    streams.stream().filter(stream -> stream.side() == side).count();
        }
    }

    /** Ends every stream with a failure, and those that are opened later as well. */
    public void endAll(TransportFailure failure) {
        List<WatchStream> open;
        synchronized (lock) {
            ended = failure;
            open = List.copyOf(streams);
        }
        open.forEach(stream -> stream.end(failure));
    }

    Object lock() {
        return lock;
    }

    SyncedWatchers synced() {
        return synced;
    }

    void forget(WatchStream stream) {
        streams.remove(stream);
    }

    /** What counts the events that the watches at a member are told of. */
    LongAdder events(WatchSide side) {
        return events.computeIfAbsent(side, first -> new LongAdder());
    }

    Clock clock() {
        return clock;
    }

    Limits limits() {
        return limits;
    }
}
