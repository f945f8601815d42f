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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The faults that a server plays, over all the transports that lead to it. Thread-safe. */
public final class Faults {
    private static final Set<Rpc<?, ?>> WITHOUT_LEADER =
            Set.of(Rpcs.STATUS, Rpcs.HASH, Rpcs.HASH_KV, Rpcs.ALARM, Rpcs.DEFRAGMENT, Rpcs.SNAPSHOT, Rpcs.AUTH_STATUS);

    private final Clock clock;
    private final IdentityHashMap<Rpc<?, ?>, Queue<Fault>> planned = new IdentityHashMap<>();
    /** How many are planned, so that calls of a server without any pass by no lock. Written under that of the plan. */
    private volatile int left;

    private final Set<FaultyLine<?, ?>> lines = ConcurrentHashMap.newKeySet();
    /** How often streams were stalled, and the leader lost, and not given back yet. */
    private int stalls;

    private final AtomicInteger losses = new AtomicInteger();

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
            left += calls;
        }
    }

    /** How many planned faults have met no call yet. */
    public int planned() {
        return left;
    }

    /** Forgets what is planned. */
    public void forget() {
        synchronized (planned) {
            planned.clear();
            left = 0;
        }
    }

    /** The fault for a call, or null. */
    @Nullable
    Fault next(Rpc<?, ?> rpc, @Nullable Object request, boolean requireLeader) {
        if (losses.get() > 0 && (requireLeader || needsLeader(rpc, request))) {
            return new Fault.Refuse(noLeader());
        }
        return left == 0 ? null : take(rpc);
    }

    private @Nullable Fault take(Rpc<?, ?> rpc) {
        synchronized (planned) {
            Queue<Fault> queue = planned.get(rpc);
            Fault fault = queue == null ? null : queue.poll();
            if (fault != null) {
                left--;
            }
            return fault;
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
            if (stalls > 0) {
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
            stalls++;
            lines.forEach(FaultyLine::shut);
        }
    }

    /** Lets streams go on, beginning with what was held up, when all who stalled them have said so. */
    public void resumeStreams() {
        synchronized (this) {
            stalls--;
            if (stalls > 0) {
                return;
            }
        }
        lines.forEach(FaultyLine::open);
    }

    /** Refuses all that needs a leader, and ends the streams that insist on one. */
    public void loseLeader() {
        losses.incrementAndGet();
        endStreamsOfLeader();
    }

    /** Ends the streams that insist on a leader. */
    public void endStreamsOfLeader() {
        lines.stream().filter(FaultyLine::requiresLeader).forEach(line -> line.drop(noLeader()));
    }

    /** Serves again, when all who lost the leader have said so; says whether that is so. */
    public boolean gainLeader() {
        return losses.decrementAndGet() == 0;
    }
}
