package io.mainstay.etcd.view;

/**
 * Hears when a watched value has changed, or a version of it was refused.
 *
 * <p>Called on the client's executor, one call at a time. A slow listener hears the newest state and may miss some in
 * between; {@link ValueStatus#rejected()} counts on. An exception that it throws is reported as an event.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface ValueListener<T> {
    /** The value, or how it stands, is different now. */
    void onStatus(ValueStatus<T> status);
}
