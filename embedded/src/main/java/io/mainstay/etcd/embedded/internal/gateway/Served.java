package io.mainstay.etcd.embedded.internal.gateway;

import io.netty.buffer.ByteBuf;

/**
 * A request that is being served. Its connection calls it, on the connection's thread; after its answer was written to
 * the end nothing but {@link #gone} matters any more.
 */
interface Served {
    /** A part of the body; it is not kept. */
    void body(ByteBuf part);

    /** The body is there to its end. */
    void bodyEnded();

    /** The body cannot be read any further. */
    void bodyBroken();

    /** The client takes more again. */
    default void writable() {}

    /** The client is gone: nothing more can be written. */
    void gone();
}
