package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.line.LineUser;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Exchange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One stream to one server and which watch has which id on it. An id is used once, so messages of a watch that was
 * cancelled find nobody. Belongs to the mux's serial executor, apart from the handler, which brings everything there.
 */
final class WatchStream implements StreamHandler<WatchReply>, LineUser {
    /** The id in answers that are meant for all watches of the stream. */
    static final long ALL = -1;

    /** How many messages may be on their way to a mux that is busy. */
    private static final int AHEAD = 16;

    private final WatchMux mux;
    private final Line line;
    private final Emitter emitter;
    private final long eventId;
    private final Map<Long, WatchHandle> creating = new LinkedHashMap<>();
    private final Map<Long, WatchHandle> running = new HashMap<>();
    private @Nullable Exchange<WatchCommand> exchange;

    WatchStream(WatchMux mux, Line line, Emitter emitter) {
        this.mux = mux;
        this.line = line;
        this.emitter = emitter;
        this.eventId = emitter.nextId();
    }

    void open() {
        if (emitter.emits()) {
            emitter.emit(new ClientEvent.StreamOpened(eventId, WatchReplies.OPERATION, endpoint()));
        }
        line.attach(this);
        try {
            Exchange<WatchCommand> opened = line.transport().open(Rpcs.WATCH, CallContext.REQUIRE_LEADER, this);
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

    void send(WatchCommand command) {
        try {
            if (exchange != null) {
                exchange.send(command);
            }
        } catch (RuntimeException broken) {
            failed(broken);
        }
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
    public void onMessage(WatchReply reply) {
        line.answered(this);
        mux.received(this, reply);
    }

    @Override
    public void leave(Line left, TransportFailure why) {
        mux.left(this, why);
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        mux.lost(this, failure);
    }

    /** Tells that the stream is over; called once. */
    void ended(@Nullable TransportFailure failure) {
        line.detach(this);
        if (emitter.emits()) {
            EtcdException why =
                    failure == null ? null : ErrorMapper.map(failure, WatchReplies.OPERATION, endpoint(), false);
            emitter.emit(new ClientEvent.StreamEnded(eventId, WatchReplies.OPERATION, why));
        }
    }

    /** A create under this id is about to be sent. */
    void expect(long id, WatchHandle watch) {
        creating.put(id, watch);
        line.asked(this);
    }

    /** The server accepted an id; null when nobody waits for it. */
    @Nullable
    WatchHandle accepted(long id) {
        WatchHandle watch = creating.remove(id);
        if (watch != null) {
            running.put(id, watch);
        }
        return watch;
    }

    /** The server refused a create; it answers them in order, so one without an id is about the oldest. */
    @Nullable
    WatchHandle refused(long id) {
        WatchHandle named = creating.remove(id);
        if (named != null || creating.isEmpty()) {
            return named;
        }
        return creating.remove(creating.keySet().iterator().next());
    }

    /** The server ended a watch; null when nobody waits for that. */
    @Nullable
    WatchHandle canceled(long id) {
        WatchHandle watch = running.remove(id);
        return watch != null ? watch : creating.remove(id);
    }

    /** The watch that runs under an id. */
    @Nullable
    WatchHandle running(long id) {
        return running.get(id);
    }

    /** All that run. */
    List<WatchHandle> running() {
        return List.copyOf(running.values());
    }

    /** All that run or were asked for. */
    List<WatchHandle> all() {
        List<WatchHandle> watches = new ArrayList<>(running.values());
        watches.addAll(creating.values());
        return watches;
    }

    /**
     * Nobody wants this id any more. One whose create is not answered yet stays in its place among the creates, because
     * refusals are told by their order; when it is accepted its watch has ended and takes no notice.
     */
    void forget(long id) {
        running.remove(id);
    }
}
