package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;

/**
 * Where a watch stands in history.
 *
 * <p>{@code next} is what to ask a new stream for; {@code floor} is what has surely been seen below. They differ only
 * after progress notices: a notice moves {@code next}, but events below it are still let through if a server (before
 * 3.4.25 and 3.5.8) sends them after its notice.
 *
 * @param next the first revision not yet seen; 0 while it is unknown because the watch starts "now" and was never
 *     accepted
 * @param floor events below this revision were seen, or were never asked for
 */
record ResumePoint(long next, long floor) {
    /** The point of a watch that was never accepted. */
    static ResumePoint startingAt(long revision) {
        return new ResumePoint(revision, revision);
    }

    /** The server has accepted the watch; its header showed this revision. A known point does not move. */
    ResumePoint accepted(long headerRevision) {
        return next == 0 ? startingAt(headerRevision + 1) : this;
    }

    /** Events were seen, up to this revision. */
    ResumePoint seen(long revision) {
        return new ResumePoint(Math.max(next, revision + 1), Math.max(floor, revision + 1));
    }

    /** The server says that nothing is missing up to this revision. */
    ResumePoint progressed(long revision) {
        return new ResumePoint(Math.max(next, revision + 1), floor);
    }

    /** The events that were not seen before. */
    List<WatchEvent> unseen(List<WatchEvent> events) {
        if (events.isEmpty() || events.get(0).revision() >= floor) {
            return events;
        }
        return events.stream().filter(event -> event.revision() >= floor).toList();
    }

    /** Everything up to here has been seen. */
    long completeUpTo() {
        return Math.max(0, next - 1);
    }
}
