package io.mainstay.etcd.embedded;

import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.embedded.internal.lever.Fault;
import io.mainstay.etcd.embedded.internal.lever.Faults;
import io.mainstay.etcd.embedded.internal.server.EtcdServer;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a test pulls at to see how a program takes it when its etcd is slow, refuses, or breaks off. Everything
 * happens to the program's calls whichever way they come: in-process, over gRPC or over JSON.
 *
 * <p>Calls are named as in {@link io.mainstay.etcd.spi.Rpcs}: {@code levers.failNext(3, Rpcs.PUT, ...)}. Faults that
 * are planned for one kind of call meet its calls one after the other, in the order in which they were planned;
 * retries of a client are calls too.
 *
 * <p>All methods may be called from any thread and do not block.
 */
public final class Levers {
    private final EtcdServer server;
    private final Faults faults;

    Levers(EtcdServer server, Faults faults) {
        this.server = server;
        this.faults = faults;
    }

    /**
     * Refuses the next calls of a kind, or the opening of its next streams, without carrying them out.
     *
     * @throws IllegalArgumentException when the number of calls is not positive
     */
    public void failNext(int calls, Rpc<?, ?> kind, ErrorCode code, String text) {
        faults.plan(kind, positive(calls), new Fault.Refuse(TransportFailure.answered(code, text)));
    }

    /**
     * Carries out the next calls of a kind and loses their answers, as when the connection breaks in between: the
     * client cannot know. A stream is broken off right after it was opened.
     *
     * @throws IllegalArgumentException when the number of calls is not positive
     */
    public void loseNext(int calls, Rpc<?, ?> kind) {
        faults.plan(kind, positive(calls), new Fault.LoseAnswer());
    }

    /**
     * Lets the next calls of a kind arrive late, by the clock of the server. A stream carries nothing for so long.
     *
     * @throws IllegalArgumentException when the number of calls is not positive
     */
    public void delayNext(int calls, Rpc<?, ?> kind, Duration delay) {
        faults.plan(kind, positive(calls), new Fault.Delay(delay));
    }

    /** How many planned faults have met no call yet. */
    public int planned() {
        return faults.planned();
    }

    /** Forgets all planned faults that have met no call yet. */
    public void forgetPlanned() {
        faults.forget();
    }

    /** Breaks the connection under every stream that is open now. Clients may open new ones at once. */
    public void dropStreams() {
        faults.dropStreams();
    }

    /**
     * Holds up all streams, both ways, with those that are opened later: they stay open and carry nothing, like a line
     * that has died without a word. Calls are served.
     *
     * @return lets the streams go on where they were, when it is closed
     */
    public Held stallStreams() {
        faults.stallStreams();
        return new Once(faults::resumeStreams);
    }

    /**
     * Loses the leader: calls that need one are refused with {@link ErrorCode#UNAVAILABLE} and etcd's text {@code
     * etcdserver: no leader}, at once (a real member without a leader lets those that do not insist on one wait some
     * seconds first); streams that insist on a leader are ended with the same. Serializable reads and what a member
     * tells of itself are served. No lease ends meanwhile, and all have their whole life again afterwards.
     *
     * <p>Of a cluster it is one member that knows no leader then; leases go on. See {@link EmbeddedEtcdMember} for how
     * a cluster loses its leader.
     *
     * @return elects a leader again, when it is closed
     */
    public Held loseLeader() {
        server.loseLeader();
        faults.loseLeader();
        return new Once(() -> {
            if (faults.gainLeader()) {
                server.gainLeader();
            }
        });
    }

    /** Raises an alarm of this member: the store refuses what it would, out of space or corrupt. */
    public void raiseAlarm(AlarmType type) {
        server.alarm(AlarmRequest.Action.ACTIVATE, type);
    }

    /** Clears an alarm of this member, if it is on. */
    public void clearAlarm(AlarmType type) {
        server.alarm(AlarmRequest.Action.DEACTIVATE, type);
    }

    /**
     * A lever that stays pulled until it is closed; closing it twice is the same as once. One that is pulled again
     * meanwhile stays pulled until all who did so have closed theirs.
     */
    @FunctionalInterface
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Lets go once. */
    private static final class Once implements Held {
        private final AtomicBoolean closed = new AtomicBoolean();
        private final Runnable letGo;

        Once(Runnable letGo) {
            this.letGo = letGo;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                letGo.run();
            }
        }
    }

    private static int positive(int calls) {
        if (calls <= 0) {
            throw new IllegalArgumentException("the number of calls must be positive: " + calls);
        }
        return calls;
    }
}
