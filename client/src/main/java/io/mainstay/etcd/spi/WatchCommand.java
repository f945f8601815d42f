package io.mainstay.etcd.spi;

import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.watch.WatchFilter;
import java.util.Set;

/** What a client sends on a watch stream. */
public sealed interface WatchCommand {
    /**
     * Starts a watch.
     *
     * @param range the keys
     * @param startRevision the first revision to see; 0 means from now on
     * @param watchId the id for this watch on this stream; 0 lets the server choose
     * @param prevKv whether events carry the key as it was before
     * @param progressNotify whether a quiet watch gets progress notices
     * @param fragment whether a large answer may come in pieces
     * @param filters kinds of events to leave out
     */
    record Create(
            KeyRange range,
            long startRevision,
            long watchId,
            boolean prevKv,
            boolean progressNotify,
            boolean fragment,
            Set<WatchFilter> filters)
            implements WatchCommand {}

    /**
     * Ends a watch.
     *
     * @param watchId its id on this stream
     */
    record Cancel(long watchId) implements WatchCommand {}

    /** Asks how far all watches of this stream are complete. */
    record Progress() implements WatchCommand {}
}
