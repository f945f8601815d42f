package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The members of the cluster: the one that runs, and those that were added, which never start. Plain data; guarded by
 * the applier's lock.
 *
 * <p>The checks, and their order, are an etcd's. It differs in what follows when a voting member is added: a real etcd
 * of one member then has lost its majority and answers nothing more until the other one has started, while here the one
 * that runs is its own majority for ever.
 */
final class Members {
    private static final int MOST_LEARNERS = 1;

    private final long self;
    private final Map<Long, Member> members = new TreeMap<>(Long::compareUnsigned);
    private final List<Long> removed = new ArrayList<>();

    Members(Member self) {
        this.self = self.id();
        members.put(self.id(), self);
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
        if (!added.learner() && voters > 1) {
            throw Refusal.TOO_FEW_STARTED.refused();
        }
        if (voters > 1) {
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

    /** Removes a member, but not the one that runs. */
    void remove(long id) {
        if (id == self) {
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
        throw id == self ? Refusal.NOT_A_LEARNER.refused() : Refusal.LEARNER_BEHIND.refused();
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
