package io.mainstay.etcd.event;

/**
 * Receives what a client does, for logs, metrics and traces.
 *
 * <p>Called on whatever thread the event happens on, also a transport's, so it must be quick, must not block, and must
 * not call the client. An exception it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface EventListener {
    /** Hears nothing; then events are not even made. */
    EventListener NONE = event -> {};

    /** Something happened. */
    void onEvent(ClientEvent event);
}
