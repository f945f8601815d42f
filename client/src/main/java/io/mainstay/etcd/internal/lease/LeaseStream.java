package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.line.LineUser;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
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
final class LeaseStream implements StreamHandler<LeaseKeepAliveResult>, LineUser {
    static final String OPERATION = "Lease/LeaseKeepAlive";
    private static final int AHEAD = 64;

    private final LeaseKeeper keeper;
    private final Line line;
    private final Emitter emitter;
    private final long eventId;
    private final Map<Long, ArrayDeque<Object>> asking = new HashMap<>();
    private @Nullable Exchange<LeaseKeepAliveRequest> exchange;

    LeaseStream(LeaseKeeper keeper, Line line, Emitter emitter) {
        this.keeper = keeper;
        this.line = line;
        this.emitter = emitter;
        this.eventId = emitter.nextId();
    }

    void open() {
        if (emitter.emits()) {
            emitter.emit(new ClientEvent.StreamOpened(eventId, OPERATION, endpoint()));
        }
        line.attach(this);
        try {
            Exchange<LeaseKeepAliveRequest> opened =
                    line.transport().open(Rpcs.LEASE_KEEP_ALIVE, CallContext.REQUIRE_LEADER, this);
            exchange = opened;
            opened.request(AHEAD);
        } catch (RuntimeException broken) {
            failed(broken);
        }
    }

    /** The transport threw, which it never should: the stream is left for another. */
    private void failed(RuntimeException broken) {
        try {
            reset();
        } catch (RuntimeException again) {
            broken.addSuppressed(again);
        }
        exchange = null;
        onEnd(new TransportFailure(ErrorCode.INTERNAL, "the transport failed: " + broken, true, broken));
    }

    Line line() {
        return line;
    }

    String endpoint() {
        return line.endpoint().toString();
    }

    /** Sends a renewal; its answer belongs to {@code asker}. */
    void send(long leaseId, Object asker) {
        asking.computeIfAbsent(leaseId, id -> new ArrayDeque<>()).add(asker);
        line.asked(this);
        try {
            if (exchange != null) {
                exchange.send(new LeaseKeepAliveRequest(leaseId));
            }
        } catch (RuntimeException broken) {
            failed(broken);
        }
    }

    /** Who asked for the answer that has come; null when nobody did. */
    @Nullable
    Object askerOf(long leaseId) {
        ArrayDeque<Object> askers = asking.get(leaseId);
        if (askers == null) {
            return null;
        }
        Object asker = askers.poll();
        if (askers.isEmpty()) {
            asking.remove(leaseId);
        }
        return asker;
    }

    void request(int messages) {
        if (exchange != null) {
            exchange.request(messages);
        }
    }

    /** Ends it because nobody needs it any more. */
    void cancel() {
        reset();
        ended(null);
    }

    /** Ends it on the wire. */
    void reset() {
        if (exchange != null) {
            exchange.cancel();
        }
    }

    @Override
    public void onMessage(LeaseKeepAliveResult result) {
        line.answered(this);
        keeper.received(this, result);
    }

    @Override
    public void leave(Line left, TransportFailure why) {
        keeper.left(this, why);
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        keeper.lost(this, failure);
    }

    /** Tells that the stream is over; called once. */
    void ended(@Nullable TransportFailure failure) {
        line.detach(this);
        if (emitter.emits()) {
            emitter.emit(new ClientEvent.StreamEnded(
                    eventId,
                    OPERATION,
                    failure == null ? null : ErrorMapper.map(failure, OPERATION, endpoint(), false)));
        }
    }
}
