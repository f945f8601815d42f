package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.spi.Transport;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a call is made that differs from the client's others.
 *
 * @param timeout how long it may take in all, or null for the client's timeout
 * @param only the one line it may use, or null for whichever is in use
 * @param through what of a line's transport to call
 */
public record Terms(@Nullable Duration timeout, @Nullable Line only, UnaryOperator<Transport> through) {
    /** The client's own way. */
    public static final Terms CLIENTS = new Terms(null, null);

    /** A call to all of a line's transport. */
    public Terms(@Nullable Duration timeout, @Nullable Line only) {
        this(timeout, only, UnaryOperator.identity());
    }
}
