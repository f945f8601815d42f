package io.mainstay.etcd.embedded.internal.procedure;

import io.grpc.Status;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls and streams that a door is serving, so that it can end them in its own words when it closes. Left to gRPC
 * they would be reset, which clients take for a cancellation instead of for a server that is gone.
 */
public final class OpenCalls {
    private static final Status STOPPED = Status.UNAVAILABLE.withDescription("etcdserver: server stopped");

    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** None yet. */
    public OpenCalls() {}

    /** One of them. */
    public interface Open {
        /** Ends it with a status, unless it has ended; what serves it is cancelled. */
        void end(Status status);
    }

    /** Adds one that has begun; after the close it is ended at once. */
    public void add(Open call) {
        open.add(call);
        if (closed) {
            call.end(STOPPED);
        }
    }

    /** Forgets one that has ended. */
    public void remove(Open call) {
        open.remove(call);
    }

    /** Ends all there are, and each that is added from now on. */
    public void close() {
        closed = true;
        List.copyOf(open).forEach(call -> call.end(STOPPED));
    }
}
