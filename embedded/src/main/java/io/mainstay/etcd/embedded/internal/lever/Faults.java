package io.mainstay.etcd.embedded.internal.lever;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The faults that a server plays, over all the transports that lead to it. Thread-safe. */
public final class Faults {
    private static final Set<Rpc<?, ?>> WITHOUT_LEADER =
            Set.of(Rpcs.STATUS, Rpcs.HASH, Rpcs.HASH_KV, Rpcs.ALARM, Rpcs.DEFRAGMENT, Rpcs.SNAPSHOT, Rpcs.AUTH_STATUS);

    private final Clock clock;
    private final IdentityHashMap<Rpc<?, ?>, Queue<Fault>> planned = new IdentityHashMap<>();
    private final Set<FaultyLine<?, ?>> lines = ConcurrentHashMap.newKeySet();
    private boolean stalled;
    private volatile boolean leaderless;

    /** None yet; calls that are delayed arrive by this clock. */
    public Faults(Clock clock) {
        this.clock = clock;
    }

    /** A transport that has these faults. */
    public Transport on(Transport inner) {
        return new FaultyTransport(inner, clock, this);
    }

    /** Plans a fault for calls that were not planned for yet. */
    public void plan(Rpc<?, ?> rpc, int calls, Fault fault) {
        synchronized (planned) {
            Queue<Fault> queue = planned.computeIfAbsent(rpc, unknown -> new ArrayDeque<>());
            for (int i = 0; i < calls; i++) {
                queue.add(fault);
            }
        }
    }

    /** How many planned faults have met no call yet. */
    public int planned() {
        synchronized (planned) {
            return planned.values().stream().mapToInt(Queue::size).sum();
        }
    }

    /** Forgets what is planned. */
    public void forget() {
        synchronized (planned) {
            planned.clear();
        }
    }

    /** The fault for a call, or null. */
    @Nullable
    Fault next(Rpc<?, ?> rpc, @Nullable Object request, boolean requireLeader) {
        if (leaderless && (requireLeader || needsLeader(rpc, request))) {
            return new Fault.Refuse(noLeader());
        }
        synchronized (planned) {
            Queue<Fault> queue = planned.get(rpc);
            return queue == null ? null : queue.poll();
        }
    }

    private static boolean needsLeader(Rpc<?, ?> rpc, @Nullable Object request) {
        boolean ownAnswer = request == null // a stream, which is open to all that do not insist on a leader
                || request instanceof RangeRequest range && range.serializable()
                || WITHOUT_LEADER.contains(rpc);
        return !ownAnswer;
    }

    private static TransportFailure noLeader() {
        return TransportFailure.answered(Refusal.NO_LEADER.code(), Refusal.NO_LEADER.text());
    }

    void opened(FaultyLine<?, ?> line) {
        synchronized (this) {
            lines.add(line);
            if (stalled) {
                line.shut();
            }
        }
    }

    void over(FaultyLine<?, ?> line) {
        lines.remove(line);
    }

    /** Breaks the connection under every stream. */
    public void dropStreams() {
        lines.forEach(line -> line.drop(TransportFailure.lost("the connection was dropped by a lever", null)));
    }

    /** Holds up all that streams carry, both ways, also on those that are opened later. */
    public void stallStreams() {
        synchronized (this) {
            stalled = true;
            lines.forEach(FaultyLine::shut);
        }
    }

    /** Lets streams go on, beginning with what was held up. */
    public void resumeStreams() {
        synchronized (this) {
            stalled = false;
        }
        lines.forEach(FaultyLine::open);
    }

    /** Refuses all that needs a leader, and ends the streams that insist on one. */
    public void loseLeader() {
        leaderless = true;
        lines.stream().filter(FaultyLine::requiresLeader).forEach(line -> line.drop(noLeader()));
    }

    /** Serves again. */
    public void gainLeader() {
        leaderless = false;
    }
}
