package io.mainstay.etcd.internal.follow;

import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.watch.WatchRequest;

/**
 * What to follow.
 *
 * @param range the keys
 * @param prevKv whether changes carry the key as it was before
 * @param failFast whether the first failure ends it, be it a load that fails within the call timeout, compaction or
 *     a stream that breaks
 */
public record FollowRequest(KeyRange range, boolean prevKv, boolean failFast) {
    /** Follows keys through every failure that may pass. */
    public static FollowRequest of(KeyRange range) {
        return new FollowRequest(range, false, false);
    }

    /** Changes carry the key as it was before. */
    public FollowRequest withPrevKv() {
        return new FollowRequest(range, true, failFast);
    }

    /** The first failure ends it. */
    public FollowRequest failingFast() {
        return new FollowRequest(range, prevKv, true);
    }

    RangeRequest load() {
        return RangeRequest.of(range);
    }

    WatchRequest watch(long from) {
        WatchRequest plain = WatchRequest.of(range).startRevision(from).withProgressNotify();
        return prevKv ? plain.withPrevKv() : plain;
    }
}
