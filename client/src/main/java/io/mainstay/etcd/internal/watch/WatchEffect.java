package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.watch.WatchBatch;
import org.jspecify.annotations.Nullable;

/** What is to be done for a watch. */
sealed interface WatchEffect {
    /** Ask the server for the watch from this revision on; 0 means from now. */
    record SendCreate(long id, long startRevision) implements WatchEffect {}

    /** Tell the server that the watch is no longer wanted. */
    record SendCancel(long id) implements WatchEffect {}

    /** Hand a batch to the user's queue. */
    record Deliver(WatchBatch batch) implements WatchEffect {}

    /** The server runs the watch, and nothing is missed from this revision on. */
    record Running(long fromRevision) implements WatchEffect {}

    /** The watch wants to be on a stream, now. */
    record Rejoin() implements WatchEffect {}

    /** The watch wants to be on a stream, after a while. */
    record RejoinLater() implements WatchEffect {}

    /** The watch is over: with a failure, or null when it was closed. */
    record Finish(@Nullable EtcdException failure) implements WatchEffect {}
}
