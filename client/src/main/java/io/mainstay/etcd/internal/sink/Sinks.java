package io.mainstay.etcd.internal.sink;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.face.LeaseCalls;
import io.mainstay.etcd.stream.Sink;
import io.mainstay.etcd.stream.SinkOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sinks of a client. */
public final class Sinks implements AutoCloseable {
    private final Parts parts;
    private final Set<SinkHandle> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Sinks over the engines. */
    public Sinks(CallEngine calls, LeaseCalls leases, UserCode userCode) {
        this.parts = new Parts(calls, leases, userCode);
    }

    /**
     * What a sink stands on.
     *
     * @param calls its transactions
     * @param leases its lease
     * @param userCode where the user is told
     */
    record Parts(CallEngine calls, LeaseCalls leases, UserCode userCode) {}

    /** Makes a sink, which sends nothing before it is given something. */
    public Sink open(SinkOptions options) {
        SinkHandle sink = new SinkHandle(parts, options, open::remove);
        open.add(sink);
        if (closed) {
            clientClosed(sink);
        }
        return sink;
    }

    /** Ends the sinks; leases are not revoked. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(open).forEach(Sinks::clientClosed);
    }

    private static void clientClosed(SinkHandle sink) {
        sink.abort(ErrorMapper.closed(SinkEngine.OPERATION, false));
    }
}
