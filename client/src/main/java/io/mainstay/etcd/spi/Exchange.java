package io.mainstay.etcd.spi;

/**
 * A stream in both directions, as its client holds it. Its methods do not block and may be called from any thread, but
 * not from two at a time.
 *
 * @param <Q> the messages sent
 */
public interface Exchange<Q> extends Cancellable {
    /** Sends a message; after the end of the stream it is dropped. */
    void send(Q message);

    /**
     * Makes room for this many more messages from the server. Without room nothing is delivered, and nothing is lost.
     */
    void request(int messages);

    /** Says that nothing more will be sent. The server may still go on. */
    void halfClose();

    /** Ends the stream in both directions. */
    @Override
    void cancel();
}
