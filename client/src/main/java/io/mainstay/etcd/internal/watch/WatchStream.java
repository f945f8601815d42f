package io.mainstay.etcd.internal.watch;

import io.mainstay.etcd.internal.auth.Pass;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.stream.ClientStream;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stream to one server and which watch has which id on it. An id is used once, so messages of a watch that was
 * cancelled find nobody. Belongs to the lane's serial executor, apart from the handler, which brings everything there.
 */
final class WatchStream implements StreamHandler<WatchReply> {
    /** The id in answers that are meant for all watches of the stream. */
    static final long ALL = -1;

    /** How many messages may be on their way to a lane that is busy. */
    private static final int AHEAD = 16;

    /** How many creates may be unanswered, so that a stream that is taken up again floods neither side. */
    private static final int CREATES_AHEAD = 256;

    private static final long NONE = 0;

    /** No key lies between a key and itself: what every server refuses. */
    private static final KeyRange NOTHING = KeyRange.between(Bytes.of(new byte[] {1}), Bytes.of(new byte[] {1}));

    private final WatchLane lane;
    private final ClientStream<WatchCommand, WatchReply> wire;
    private final Map<Long, WatchHandle> creating = new LinkedHashMap<>();
    private final Map<Long, WatchHandle> running = new LinkedHashMap<>();
    private final Answers answers = new Answers();
    private final StreamVigil vigil;
    private volatile boolean heard;
    private boolean proven;
    private boolean accepted;
    private long probe = NONE;
    private long lastId;
    private long newest;

    WatchStream(WatchLane lane, Line line, Pass pass, Emitter emitter) {
        this.lane = lane;
        this.wire = new ClientStream<>(Rpcs.WATCH, line, pass, emitter, this);
        this.vigil = lane.vigilOver(this);
    }

    void open() {
        wire.open(AHEAD);
        vigil.begin();
    }

    /** Ends it because nobody needs it any more, or not as it is. */
    void cancel() {
        vigil.end();
        wire.cancel();
    }

    /** It has ended. */
    void ended(@Nullable TransportFailure failure) {
        vigil.end();
        wire.ended(failure);
    }

    /** The stream itself. */
    ClientStream<WatchCommand, WatchReply> wire() {
        return wire;
    }

    @Override
    public void onMessage(WatchReply reply) {
        wire.heard();
        if (!heard) {
            heard = true;
        }
        lane.received(this, reply);
    }

    @Override
    public void onEnd(@Nullable TransportFailure failure) {
        lane.lost(this, failure);
    }

    /** What was seen since this was called last. */
    Vigil.Signs takeSigns() {
        Vigil.Signs signs = new Vigil.Signs(heard, proven);
        heard = false;
        proven = false;
        return signs;
    }

    /** A message said that a watch lacks nothing; for the only one, that says it of the stream. */
    void proven(boolean all) {
        proven |= all || running.size() == 1;
    }

    /** A message has shown that this revision exists. */
    void shown(long revision) {
        newest = Math.max(newest, revision);
    }

    /**
     * Asks how far the watches are complete; no answer comes while one of them is behind, or waits for a revision that
     * does not exist. Those of the second kind are taken up one revision earlier first.
     */
    void askProgress() {
        List<WatchHandle> ahead = ahead();
        if (!ahead.isEmpty()) {
            lane.takeUpEarlier(this, ahead);
        }
        answers.asked();
        wire.send(new WatchCommand.Progress());
    }

    /** Those that wait for the revision after the newest. One revision earlier would not help one further ahead. */
    private List<WatchHandle> ahead() {
        if (!wire.line().transport().isDuplex()) {
            return List.of();
        }
        return running.values().stream()
                .filter(watch -> watch.askedFrom == newest + 1)
                .toList();
    }

    /** The answers to that. */
    Answers answers() {
        return answers;
    }

    /** Asks for what must be answered: a watch of nothing is refused. Where creates are unanswered, they are enough. */
    void probe() {
        wire.asked();
        if (creating.isEmpty() && probe == NONE) {
            probe = ++lastId;
            wire.send(new WatchCommand.Create(NOTHING, 0, probe, false, false, false, Set.of()));
        }
    }

    /** Whether a create may be sent now. */
    boolean takesCreates() {
        return creating.size() < CREATES_AHEAD;
    }

    /** A create is about to be sent, under this id. */
    long expect(WatchHandle watch) {
        long id = ++lastId;
        creating.put(id, watch);
        wire.asked();
        return id;
    }

    /** The server accepted an id; null when nobody waits for it. */
    @Nullable
    WatchHandle accepted(long id) {
        WatchHandle watch = creating.remove(id);
        if (watch != null) {
            running.put(id, watch);
            accepted = true;
        }
        return watch;
    }

    /** Whether the server ever accepted a watch on it. */
    boolean hasAccepted() {
        return accepted;
    }

    /** The server refused a create; it answers them in order, so one without an id is about the oldest. */
    @Nullable
    WatchHandle refused(long id) {
        if (probe != NONE && (id == probe || id == ALL)) {
            probe = NONE;
            return null;
        }
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

    /** All that run, as they are now; not to be changed while they are gone through. */
    Collection<WatchHandle> running() {
        return Collections.unmodifiableCollection(running.values());
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
