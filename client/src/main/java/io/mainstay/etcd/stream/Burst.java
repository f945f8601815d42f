package io.mainstay.etcd.stream;

import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;

/** What a {@link Source} tells at a time. */
public sealed interface Burst permits Burst.Snapshot, Burst.Complete, Burst.Live, Burst.Resync {
    /**
     * When it reached this client, or, if the reader was behind, when it was taken from the queue for the reader: in
     * nanoseconds on the client's {@link io.mainstay.etcd.spi.Clock}, which by default is {@link System#nanoTime()};
     * only differences mean anything.
     */
    long arrivedAt();

    /**
     * A part of the keys as they stood when the source began, in key order, after the parts before it.
     *
     * @param kvs the keys, at least one
     */
    record Snapshot(List<KeyValue> kvs, long arrivedAt) implements Burst {
        /** Copies the list. */
        public Snapshot {
            kvs = List.copyOf(kvs);
        }
    }

    /**
     * All told so far is how the keys stood at a revision; what changes after it follows.
     *
     * @param revision the revision
     * @param resync whether the keys were complete before, and were read again because history was lost
     */
    record Complete(long revision, boolean resync, long arrivedAt) implements Burst {}

    /**
     * All changes that one revision made to the keys: those of one transaction, never split.
     *
     * @param revision the revision, greater than that of every burst before
     * @param events the changes in the order of the transaction, at least one
     */
    record Live(long revision, List<WatchEvent> events, long arrivedAt) implements Burst {
        /** Copies the list. */
        public Live {
            events = List.copyOf(events);
        }
    }

    /**
     * A part of what changed while history was lost, found by reading all keys again: first what was put, in key order
     * and as it stands now, then what is gone. The changes between are not known, nor which of these came together.
     *
     * @param events the differences, at least one, without previous values; the revision of a delete is that of the
     *     reading, as its own is lost
     */
    record Resync(List<WatchEvent> events, long arrivedAt) implements Burst {
        /** Copies the list. */
        public Resync {
            events = List.copyOf(events);
        }
    }
}
