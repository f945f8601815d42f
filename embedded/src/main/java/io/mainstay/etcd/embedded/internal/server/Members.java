package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.state.ServerState.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The members of the cluster: those that run, and those that were added, which never start. Plain data; guarded by the
 * applier's lock.
 *
 * <p>The checks, and their order, are an etcd's. It differs in what follows when a voting member is added: a real etcd
 * of one member then has lost its majority and answers nothing more until the other one has started, while here the
 * majority is counted among those that run from the start; and in that none of these can be removed.
 */
final class Members {
    private static final int MOST_LEARNERS = 1;

    private final Set<Long> running;
    private final Map<Long, Member> members = new TreeMap<>(Long::compareUnsigned);
    private final List<Long> removed = new ArrayList<>();

    Members(List<Member> founders) {
        founders.forEach(member -> members.put(member.id(), member));
        running = Set.copyOf(members.keySet());
    }

    /** Goes on with members that were kept; none were, when there never was another. */
    void restore(Membership kept) {
        kept.members().forEach(member -> members.put(member.id(), member));
        removed.addAll(kept.removed());
    }

    /** All that is kept of them, and the version that a downgrade leads to. */
    Membership membership(String downgrade) {
        return new Membership(list(), removed(), downgrade);
    }

    /** All of them, by their ids. */
    List<Member> list() {
        return List.copyOf(members.values());
    }

    /** The ids of those that were removed. */
    List<Long> removed() {
        return List.copyOf(removed);
    }

    /** Adds a member that has not started. */
    void add(Member added) {
        long voters = voters();
        int started = running.size();
        boolean second = started == 1 && voters == 1;
        if (!added.learner() && !second && started < (voters + 1) / 2 + 1) {
            throw Refusal.TOO_FEW_STARTED.refused();
        }
        if (voters > started) {
            throw Refusal.UNHEALTHY.refused();
        }
        if (members.containsKey(added.id())) {
            throw Refusal.MEMBER_EXISTS.refused();
        }
        requireFree(added.peerUrls(), added.id());
        if (added.learner() && members.size() - voters >= MOST_LEARNERS) {
            throw Refusal.TOO_MANY_LEARNERS.refused();
        }
        members.put(added.id(), added);
    }

    /** Removes a member, but none that runs. */
    void remove(long id) {
        if (running.contains(id)) {
            throw Refusal.TOO_FEW_STARTED.refused();
        }
        known(id);
        members.remove(id);
        removed.add(id);
    }

    /** Changes where a member is reached by others. */
    void update(long id, List<String> peerUrls) {
        Member member = known(id);
        requireFree(peerUrls, id);
        members.put(id, new Member(id, member.name(), peerUrls, member.clientUrls(), member.learner()));
    }

    /** Refuses to make a member a voting one: one that never started is always behind. */
    void promote(long id) {
        known(id);
        throw running.contains(id) ? Refusal.NOT_A_LEARNER.refused() : Refusal.LEARNER_BEHIND.refused();
    }

    /** Refuses to let a member lead that cannot. */
    void requireVoter(long id) {
        Member member = members.get(id);
        if (member == null || member.learner()) {
            throw Refusal.BAD_TRANSFEREE.refused();
        }
    }

    private long voters() {
        return members.values().stream().filter(member -> !member.learner()).count();
    }

    private Member known(long id) {
        Member member = members.get(id);
        if (member == null) {
            throw Refusal.MEMBER_NOT_FOUND.refused();
        }
        return member;
    }

    private void requireFree(List<String> peerUrls, long except) {
        for (Member member : members.values()) {
            if (member.id() != except && member.peerUrls().stream().anyMatch(peerUrls::contains)) {
                throw Refusal.PEER_URL_TAKEN.refused();
            }
        }
    }
}
