package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.watch.WatchBatch;
import org.jspecify.annotations.Nullable;

/** Where a pump puts what a watch sees; called on the user's executor, one call at a time. */
interface WatchSink {
    /** Whether it takes a batch now; if not, it signals the pump when it does. */
    boolean wantsBatch();

    /** Takes a batch. */
    void batch(WatchBatch batch);

    /** The end; nothing comes after it. */
    void end(@Nullable EtcdException failure);
}
