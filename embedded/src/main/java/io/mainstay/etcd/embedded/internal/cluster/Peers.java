package io.mainstay.etcd.embedded.internal.cluster;

import io.mainstay.etcd.embedded.internal.cluster.Roster.Peer;
import io.mainstay.etcd.embedded.internal.lever.Faults;
import io.mainstay.etcd.embedded.internal.server.EtcdCore;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The members of a played cluster: moves the lead as they stop, pause, part and come back, and has each of them know
 * what it can know. Thread-safe; what others' code does about a change runs on the thread that made it, under no lock.
 */
public final class Peers {
    private final Object turn = new Object();
    private final Clock clock;
    private final Times times;
    private final Map<Long, MemberGate> gates = new LinkedHashMap<>();
    private final List<HandOver> handOvers = new ArrayList<>();
    private final EtcdCore core;
    private Roster roster;
    private Cancellable election = Cancellable.NONE;

    /**
     * How long things take, by the clock.
     *
     * @param election until another member leads when the leader is gone, or a quorum is there again
     * @param request how long a call waits for a leader
     * @param leaderless after which time without a leader the streams that insist on one end
     */
    public record Times(Duration election, Duration request, Duration leaderless) {}

    private record HandOver(long target, Runnable done) {}

    /** A cluster whose members are all well; the first leads. */
    public Peers(List<PeerLeadership> members, EtcdCore core, Clock clock, Times times) {
        this.clock = clock;
        this.times = times;
        this.core = core;
        this.roster = Roster.of(members.stream().map(PeerLeadership::self).toList());
        for (PeerLeadership member : members) {
            MemberGate gate = new MemberGate(clock, times, member, new Faults(clock));
            gates.put(member.self(), gate);
            member.join(this);
        }
        members.forEach(member -> member.see(new Sight(roster.leader(), roster.term(), true)));
    }

    /** The gate of a member. */
    public MemberGate gate(long id) {
        return Objects.requireNonNull(gates.get(id), "no such member");
    }

    /** Who leads; 0 for nobody. */
    public long leader() {
        synchronized (turn) {
            return roster.leader();
        }
    }

    /** How a member is. */
    public Condition condition(long id) {
        synchronized (turn) {
            return roster.condition(id);
        }
    }

    /** Puts a member into a condition, with all that follows from it. */
    public void put(long id, Condition condition) {
        List<Runnable> then = new ArrayList<>();
        synchronized (turn) {
            Roster before = roster;
            if (before.condition(id) == condition) {
                return;
            }
            roster = before.with(id, condition);
            gate(id).put(condition, then);
            if (times.election().isZero()) {
                roster = roster.elect();
            } else if (roster.leader() == 0 && roster.hasQuorum()) {
                election.cancel();
                election = clock.schedule(times.election(), this::elect);
            }
            follow(before, then);
        }
        then.forEach(Runnable::run);
    }

    /** Stops all members for good: nobody is elected, and nothing waits any more. */
    public void close() {
        List<Runnable> then = new ArrayList<>();
        synchronized (turn) {
            election.cancel();
            gates.values().forEach(gate -> gate.put(Condition.STOPPED, then));
        }
        then.forEach(Runnable::run);
    }

    private void elect() {
        List<Runnable> then = new ArrayList<>();
        synchronized (turn) {
            Roster before = roster;
            roster = before.elect();
            follow(before, then);
        }
        then.forEach(Runnable::run);
    }

    /** Lets another member lead, at once if it is well, or else when it leads for another reason. */
    Cancellable handOver(long target, Runnable done) {
        List<Runnable> then = new ArrayList<>();
        synchronized (turn) {
            if (roster.condition(target) != Condition.CONNECTED) {
                HandOver waiting = new HandOver(target, done);
                handOvers.add(waiting);
                return () -> giveUp(waiting);
            }
            if (roster.leader() != target) {
                Roster before = roster;
                roster = before.ledBy(target);
                follow(before, then);
            }
        }
        then.add(done);
        then.forEach(Runnable::run);
        return Cancellable.NONE;
    }

    private void giveUp(HandOver waiting) {
        synchronized (turn) {
            handOvers.remove(waiting);
        }
    }

    /** Does what follows from a change, but for what runs others' code: that is left to be done under no lock. */
    private void follow(Roster before, List<Runnable> then) {
        if (roster.leader() != before.leader()) {
            core.leaderLost();
            if (roster.leader() != 0) {
                core.leaderFound();
            }
        }
        boolean whole = roster.peers().stream().allMatch(Peer::isConnected);
        Sight sight = new Sight(roster.leader(), roster.term(), whole);
        for (Peer peer : roster.peers()) {
            if (peer.isConnected()) {
                gate(peer.id()).see(sight, then);
            } else if (peer.condition() == Condition.CUT_OFF) {
                gate(peer.id()).seeNobody(then);
            }
        }
        List<HandOver> done = handOvers.stream()
                .filter(each -> each.target() == roster.leader())
                .toList();
        handOvers.removeAll(done);
        done.forEach(each -> then.add(each.done()));
    }
}
