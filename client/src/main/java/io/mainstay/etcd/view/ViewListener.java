package io.mainstay.etcd.view;

import io.mainstay.etcd.error.EtcdException;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens to a view.
 *
 * <p>Called on the client's executor, one call at a time and in order, and never misses a difference: the first call
 * brings all keys there are, each later one what has changed since the one before. A listener may block; the view goes
 * on, and when more changes wait for the listener than {@link ViewRequest#listenerQueue}, they are joined into one
 * exact difference. An exception that it throws is reported as an event and changes nothing.
 */
@FunctionalInterface
public interface ViewListener {
    /** The view has gone a step. */
    void onChange(ViewChange change);

    /** The view stands differently, see {@link ViewStatus.State}. */
    default void onStatus(ViewStatus status) {}

    /**
     * The view has ended; called exactly once, after everything else.
     *
     * @param failure why, or null when the view was closed by its user
     */
    default void onEnd(@Nullable EtcdException failure) {}
}
