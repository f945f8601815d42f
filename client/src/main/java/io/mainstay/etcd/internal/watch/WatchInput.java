package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;

/** What can happen to a watch. */
sealed interface WatchInput {
    /** There is a stream, and this id on it for the watch. */
    record StreamReady(long id) implements WatchInput {}

    /** The stream is gone. */
    record StreamLost() implements WatchInput {}

    /** The server accepted the watch; its header showed this revision. */
    record Accepted(long headerRevision) implements WatchInput {}

    /** Events, or a piece of them when more follow. */
    record Events(List<WatchEvent> events, boolean moreFollow) implements WatchInput {}

    /** Nothing is missing up to this revision: the server says so of itself. */
    record Notice(long revision, boolean tellUser) implements WatchInput {}

    /** Nothing is missing up to this revision: the server says so when asked. */
    record Answer(long revision, boolean tellUser) implements WatchInput {}

    /** The server ended or refused the watch, for a reason that will pass. */
    record Interrupted() implements WatchInput {}

    /**
     * The server ended or refused the watch because what it asked for is compacted.
     *
     * @param revision the oldest revision left
     */
    record Compacted(long revision, EtcdException why) implements WatchInput {}

    /** The watch waits for a revision that does not exist, and the stream is to be asked for progress. */
    record Ahead() implements WatchInput {}

    /** The user's queue is full. */
    record QueueFull() implements WatchInput {}

    /** The user's queue has room again. */
    record QueueRoom() implements WatchInput {}

    /** The user is done with it. */
    record Close() implements WatchInput {}

    /** It cannot go on. */
    record Fail(EtcdException why) implements WatchInput {}
}
