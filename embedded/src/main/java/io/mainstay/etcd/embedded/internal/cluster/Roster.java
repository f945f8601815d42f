package io.mainstay.etcd.embedded.internal.cluster;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Who of a cluster is well, and who leads. Plain data, and the rules by which the lead moves.
 *
 * @param peers the members, in their order
 * @param leader who leads; 0 when nobody does
 * @param lastLeader who led last
 * @param term the raft term, one more with each leader
 */
record Roster(List<Peer> peers, long leader, long lastLeader, long term) {
    /** The term of a cluster whose first election went well. */
    private static final long FIRST_TERM = 2;

    /**
     * A member.
     *
     * @param id its id
     * @param condition how it is
     */
    record Peer(long id, Condition condition) {
        boolean isConnected() {
            return condition == Condition.CONNECTED;
        }
    }

    /** All are well, and the first leads. */
    static Roster of(List<Long> ids) {
        List<Peer> peers =
                ids.stream().map(id -> new Peer(id, Condition.CONNECTED)).toList();
        return new Roster(peers, ids.get(0), ids.get(0), FIRST_TERM);
    }

    /** How a member is. */
    Condition condition(long id) {
        return peers.get(place(id)).condition();
    }

    /** Whether more than half of all members reach each other. */
    boolean hasQuorum() {
        return peers.stream().filter(Peer::isConnected).count() > peers.size() / 2;
    }

    /** The same with a member that is in another condition; nobody leads without a quorum, or cut off from it. */
    Roster with(long id, Condition condition) {
        List<Peer> changed = peers.stream()
                .map(peer -> peer.id() == id ? new Peer(id, condition) : peer)
                .toList();
        Roster after = new Roster(changed, leader, lastLeader, term);
        boolean led = leader != 0 && after.hasQuorum() && after.condition(leader) == Condition.CONNECTED;
        return led ? after : new Roster(changed, 0, lastLeader, term);
    }

    /** An election, if nobody leads and somebody can: the last leader, or else the next in the order after it. */
    Roster elect() {
        if (leader != 0 || !hasQuorum()) {
            return this;
        }
        int last = place(lastLeader);
        long next = IntStream.range(last, last + peers.size())
                .mapToObj(i -> peers.get(i % peers.size()))
                .filter(Peer::isConnected)
                .findFirst()
                .orElseThrow()
                .id();
        return ledBy(next);
    }

    /** The same, led by another. */
    Roster ledBy(long next) {
        return new Roster(peers, next, next, term + 1);
    }

    private int place(long id) {
        return IntStream.range(0, peers.size())
                .filter(i -> peers.get(i).id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no member " + Long.toHexString(id)));
    }
}
