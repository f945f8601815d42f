package io.mainstay.etcd.gateway.internal.json;

import io.mainstay.etcd.spi.TransportFailure;

/** One line of a streamed answer. */
public sealed interface Frame<R> {
    /**
     * A message of the stream.
     *
     * @param value the message
     */
    record Message<R>(R value) implements Frame<R> {}

    /**
     * The stream's end, because of an error.
     *
     * @param failure the error, as the server told it
     */
    record Failed<R>(TransportFailure failure) implements Frame<R> {}
}
