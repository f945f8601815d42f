package io.mainstay.etcd.watch;

import io.mainstay.etcd.error.EtcdException;
import org.jspecify.annotations.Nullable;

/**
 * Receives what a watch sees.
 *
 * <p>Called on the client's executor, one call at a time and in order. A listener may block: other watches and leases
 * go on, and this one's events wait in a bounded queue. An exception thrown from {@link #onBatch} is reported as an
 * event and does not end the watch.
 */
@FunctionalInterface
public interface WatchListener {
    /** Whole revisions of events, or a progress notice. */
    void onBatch(WatchBatch batch);

    /**
     * The watch has ended; called exactly once, after the last batch.
     *
     * @param failure why, or null when the watch was closed by its user
     */
    default void onEnd(@Nullable EtcdException failure) {}
}
