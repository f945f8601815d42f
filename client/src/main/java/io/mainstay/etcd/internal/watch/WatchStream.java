package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.internal.auth.Pass;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.stream.ClientStream;
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
final class WatchStream implements StreamHandler<WatchReply> {
    /** The id in answers that are meant for all watches of the stream. */
    static final long ALL = -1;

    /** How many messages may be on their way to a mux that is busy. */
    private static final int AHEAD = 16;

    private final WatchMux mux;
    private final ClientStream<WatchCommand, WatchReply> wire;
    private final Map<Long, WatchHandle> creating = new LinkedHashMap<>();
    private final Map<Long, WatchHandle> running = new HashMap<>();

    WatchStream(WatchMux mux, Line line, Pass pass, Emitter emitter) {
        this.mux = mux;
        this.wire = new ClientStream<>(Rpcs.WATCH, line, pass, emitter, this);
    }

    void open() {
        wire.open(AHEAD);
    }

    /** The stream itself. */
    ClientStream<WatchCommand, WatchReply> wire() {
        return wire;
    }

    @Override
    public void onMessage(WatchReply reply) {
        wire.heard();
        mux.received(this, reply);
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        mux.lost(this, failure);
    }

    /** A create under this id is about to be sent. */
    void expect(long id, WatchHandle watch) {
        creating.put(id, watch);
        wire.asked();
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
