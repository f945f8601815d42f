package io.mainstay.etcd.watch;

import java.util.List;

/**
 * The events of one or more whole revisions, or the news that there were none up to a revision.
 *
 * <p>The events of one revision are never split over two batches. Everything at or below {@link #revision()} that the
 * watch was to see has been delivered once this batch is.
 *
 * @param revision the watch is complete up to this revision
 * @param events the events, by revision, inside a revision in the order of the transaction; empty for a progress notice
 */
public record WatchBatch(long revision, List<WatchEvent> events) {
    /** Whether this batch only says that the watch is complete up to its revision. */
    public boolean isProgress() {
        return events.isEmpty();
    }
}
