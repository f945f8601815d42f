package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;

/**
 * Where a watch stands in history.
 *
 * <p>A server before 3.4.25 and 3.5.8 may answer a question for progress ahead of events that it has yet to send. So
 * the answer is told at once, but a resume relies on it only when the next one has come, and events below it are still
 * let through. The notices that a server sends by itself were always in their place.
 *
 * @param next the first revision not yet seen; 0 while it is unknown because the watch starts "now" and was never
 *     accepted
 * @param floor events below this revision were seen, or were never asked for
 * @param told nothing is missing up to this revision, as far as the server was to be believed
 * @param answer the last answer to a question on this stream; 0 when there was none
 * @param overlap whether the server is asked for the revision before {@code next} as well, see {@link #overlapping}
 */
record ResumePoint(long next, long floor, long told, long answer, boolean overlap) {
    /** The point of a watch that was never accepted. */
    static ResumePoint startingAt(long revision) {
        return new ResumePoint(revision, revision, 0, 0, false);
    }

    /** What to ask a server for; 0 means from now. */
    long from() {
        return overlap && next > 1 ? next - 1 : next;
    }

    /**
     * The same point, asked for one revision early. A server tells a whole stream no progress while a watch of it waits
     * for a revision that does not exist; one that begins with the newest revision waits for nothing. What comes again
     * by that lies below the floor.
     */
    ResumePoint overlapping() {
        return new ResumePoint(next, floor, told, answer, true);
    }

    /** The same point, asked for as it is. */
    ResumePoint exact() {
        return new ResumePoint(next, floor, told, answer, false);
    }

    /** The server has accepted the watch; its header showed this revision. A known point does not move. */
    ResumePoint accepted(long headerRevision) {
        return next == 0 ? startingAt(headerRevision + 1) : new ResumePoint(next, floor, told, 0, overlap);
    }

    /** Events were seen, up to this revision. */
    ResumePoint seen(long revision) {
        return new ResumePoint(Math.max(next, revision + 1), Math.max(floor, revision + 1), told, answer, false);
    }

    /** The server says of itself that nothing is missing up to this revision. */
    ResumePoint noticed(long revision) {
        return new ResumePoint(Math.max(next, revision + 1), floor, told, answer, overlap);
    }

    /** The server answers that nothing is missing up to this revision. */
    ResumePoint answered(long revision) {
        return new ResumePoint(
                Math.max(next, answer + 1), floor, Math.max(told, revision), Math.max(answer, revision), overlap);
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
        return Math.max(told, Math.max(0, next - 1));
    }
}
