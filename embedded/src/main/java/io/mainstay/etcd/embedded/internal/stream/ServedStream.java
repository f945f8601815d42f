package io.mainstay.etcd.embedded.internal.stream;

import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.TransportFailure;

/**
 * A stream as the server serves it: its client holds it as an {@link Exchange}, its door may also end it.
 *
 * @param <Q> the messages its client sends
 */
public interface ServedStream<Q> extends Exchange<Q> {
    /** Ends the stream with a failure, which the client is told; what still waits is dropped. */
    void end(TransportFailure failure);
}
