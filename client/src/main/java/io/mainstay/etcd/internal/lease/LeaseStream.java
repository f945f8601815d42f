package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.internal.auth.Pass;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.stream.ClientStream;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive stream and who waits for which answer on it: the server answers each request, in order. Belongs to the
 * keeper's serial executor, apart from the handler, which brings everything there.
 */
final class LeaseStream implements StreamHandler<LeaseKeepAliveResult> {
    static final String OPERATION = "Lease/LeaseKeepAlive";
    private static final int AHEAD = 64;

    private final LeaseKeeper keeper;
    private final ClientStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> wire;
    private final Map<Long, ArrayDeque<Object>> asking = new HashMap<>();
    private int keptUnderWay;
    private long heardAt;

    LeaseStream(LeaseKeeper keeper, Line line, Pass pass, Emitter emitter, long now) {
        this.keeper = keeper;
        this.heardAt = now;
        this.wire = new ClientStream<>(Rpcs.LEASE_KEEP_ALIVE, line, pass, emitter, this);
    }

    void open() {
        wire.open(AHEAD);
    }

    /** The stream itself. */
    ClientStream<LeaseKeepAliveRequest, LeaseKeepAliveResult> wire() {
        return wire;
    }

    /** Sends a renewal; its answer belongs to {@code asker}. */
    void send(long leaseId, Object asker) {
        asking.computeIfAbsent(leaseId, id -> new ArrayDeque<>()).add(asker);
        if (asker instanceof KeptLeaseHandle) {
            keptUnderWay++;
        }
        wire.asked();
        wire.send(new LeaseKeepAliveRequest(leaseId));
    }

    /** An answer has come; who asked for it, null when nobody did. */
    @Nullable
    Object answered(long leaseId, long now) {
        heardAt = now;
        ArrayDeque<Object> askers = asking.get(leaseId);
        if (askers == null) {
            return null;
        }
        Object asker = askers.poll();
        if (askers.isEmpty()) {
            asking.remove(leaseId);
        }
        if (asker instanceof KeptLeaseHandle) {
            keptUnderWay--;
        }
        return asker;
    }

    /** How many renewals of kept leases have no answer yet. */
    int keptUnderWay() {
        return keptUnderWay;
    }

    /** When the last answer came, or the stream was opened. */
    long heardAt() {
        return heardAt;
    }

    @Override
    public void onMessage(LeaseKeepAliveResult result) {
        wire.heard();
        keeper.received(this, result);
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        keeper.lost(this, failure);
    }
}
