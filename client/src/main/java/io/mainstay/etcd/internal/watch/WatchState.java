package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;

/**
 * How one watch stands.
 *
 * <pre>
 *            StreamReady          Accepted
 *  Waiting ---------------> Creating -----------> Live
 *    ^  ^                      |                  |  |
 *    |  +---- StreamLost ------+---- StreamLost --+  | QueueFull
 *    |                                               v
 *    +--------------------- QueueRoom ------------ Paused
 *
 *  any of them: Close or Fail ---> Ended
 * </pre>
 */
sealed interface WatchState {
    /** Not on a stream, and wants to be. */
    record Waiting(ResumePoint at) implements WatchState {}

    /** Asked for on the stream under this id, not answered yet. */
    record Creating(ResumePoint at, long id) implements WatchState {}

    /**
     * Accepted by the server under this id; {@code pieces} are the fragments of a message whose end is still to come.
     */
    record Live(ResumePoint at, long id, List<WatchEvent> pieces) implements WatchState {}

    /** Cancelled on the server because the user's queue is full. */
    record Paused(ResumePoint at) implements WatchState {}

    /** Over. */
    record Ended(ResumePoint at) implements WatchState {}

    /** Where it stands in history. */
    ResumePoint at();

    /** Whether the server runs it and nothing at or below a revision, the newest of the server, is missing. */
    default boolean hasAllOf(long newestRevision) {
        return this instanceof Live live && live.pieces().isEmpty() && live.at().completeUpTo() >= newestRevision;
    }
}
