package io.mainstay.etcd.internal.follow;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.watch.WatchBatch;
import java.util.List;

/**
 * What a {@link Follower} tells, in this order: pages and the word that they are all; changes; and, when history was
 * lost, that all begins again.
 */
public sealed interface Followed {
    /**
     * A part of the keys as they were at one revision, in key order, after the parts before it.
     *
     * @param kvs the keys, at least one
     * @param reload whether keys were complete before, so that this is read to find what was missed
     */
    record Page(List<KeyValue> kvs, boolean reload) implements Followed {}

    /**
     * The pages since the beginning, or since {@link Restarting}, are all there was at a revision. Changes after it
     * follow.
     *
     * @param revision the revision that was read
     * @param reload whether keys were complete before
     */
    record Loaded(long revision, boolean reload) implements Followed {}

    /**
     * Whole revisions of changes, or the news that there were none up to a revision.
     *
     * @param batch as the watch has seen it
     */
    record Changes(WatchBatch batch) implements Followed {}

    /**
     * What was begun cannot go on, and all is read again: pages that were not complete are void. What was complete
     * stays right as of its revision.
     *
     * @param why what happened: history was compacted, or a load failed and is tried again after a while
     */
    record Restarting(EtcdException why) implements Followed {}
}
