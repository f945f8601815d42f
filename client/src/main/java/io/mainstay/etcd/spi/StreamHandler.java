package io.mainstay.etcd.spi;

import org.jspecify.annotations.Nullable;

/**
 * Receives what a server sends on a stream: any number of messages, then exactly one end.
 *
 * <p>Called on a thread of the transport, one call at a time; it must not block and must not run user code. Nothing is
 * called after {@link Exchange#cancel()} has returned, except what was just under way.
 *
 * @param <R> the messages
 */
public interface StreamHandler<R> {
    /** A message, for which room was asked by {@link Exchange#request}. */
    void onMessage(R message);

    /**
     * The stream is over.
     *
     * @param failure why, or null when the server ended it without an error
     */
    void onEnd(@Nullable TransportFailure failure);
}
