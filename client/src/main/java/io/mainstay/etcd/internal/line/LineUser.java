package io.mainstay.etcd.internal.line;

import io.mainstay.etcd.spi.TransportFailure;

/** A call or stream on a line. */
@FunctionalInterface
public interface LineUser {
    /**
     * The line gives no sign of life, or its member is cut off from the cluster, while another line is healthy: what
     * may safely go on elsewhere should. Called on the clock's thread.
     *
     * @param line the line that is left
     * @param why how that shows, in the words of a failed attempt
     */
    void leave(Line line, TransportFailure why);
}
