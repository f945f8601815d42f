package io.mainstay.etcd.internal.follow;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.watch.WatchBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to a follower. */
sealed interface FollowInput {
    /** The reader wants more, and nothing is open. */
    record Wanted() implements FollowInput {}

    /** The rest after a failure is over. */
    record Rested() implements FollowInput {}

    /** Some keys were read. */
    record PageRead(List<KeyValue> kvs) implements FollowInput {}

    /** All keys were read, at this revision. */
    record AllRead(long revision) implements FollowInput {}

    /** The watch has seen something. */
    record Seen(List<WatchBatch> batches) implements FollowInput {}

    /** The load or the watch has failed. */
    record Failed(EtcdException why) implements FollowInput {}

    /** Nobody wants it any more: null when its reader has closed it, else why it cannot go on. */
    record Close(@Nullable EtcdException why) implements FollowInput {}
}
