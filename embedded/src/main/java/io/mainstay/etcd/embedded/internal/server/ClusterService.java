package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberAddRequest;
import io.mainstay.etcd.cluster.MemberAddResult;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.MemberPromoteRequest;
import io.mainstay.etcd.cluster.MemberRemoveRequest;
import io.mainstay.etcd.cluster.MemberUpdateRequest;
import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.log.Entry;
import java.util.List;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/** The Cluster service: members are recorded, by the checks of an etcd, and but for the one that answers never run. */
final class ClusterService {
    private final Identity identity;
    private final Applier applier;
    private final RandomGenerator ids;
    private final LongFunction<List<String>> clientUrls;

    ClusterService(Identity identity, Applier applier, EtcdCore.Surroundings around) {
        this.identity = identity;
        this.applier = applier;
        this.ids = around.ids();
        this.clientUrls = around.clientUrls();
    }

    MemberListResult list(Asker asker, MemberListRequest request) {
        applier.rights(asker).requireSignedIn();
        return listed(applier.look(state -> state.members().list()));
    }

    Proposal<MemberAddResult> add(Asker asker, MemberAddRequest request) {
        List<String> urls = PeerUrls.checked(request.peerUrls());
        Member added = new Member(ids.nextLong(), "", urls, List.of(), request.learner());
        return new Proposal.Logged<>(
                new Entry.MemberAdd(added), all -> new MemberAddResult(identity.header(0), added, known(all)));
    }

    Proposal<MemberListResult> remove(Asker asker, MemberRemoveRequest request) {
        return new Proposal.Logged<>(new Entry.MemberRemove(request.id()), this::listed);
    }

    /** A real etcd does not look at these addresses, and breaks down when they are none; here they are refused. */
    Proposal<MemberListResult> update(Asker asker, MemberUpdateRequest request) {
        PeerUrls.checked(request.peerUrls());
        return new Proposal.Logged<>(new Entry.MemberUpdate(request.id(), request.peerUrls()), this::listed);
    }

    Proposal<MemberListResult> promote(Asker asker, MemberPromoteRequest request) {
        applier.rights(asker).requireRoot();
        return new Proposal.Answered<>(applier.look(state -> {
            state.members().promote(request.id());
            return listed(state.members().list());
        }));
    }

    private MemberListResult listed(List<Member> members) {
        return new MemberListResult(identity.header(0), known(members));
    }

    /** With the addresses at which they are reached now. */
    private List<Member> known(List<Member> members) {
        return members.stream()
                .map(each -> new Member(
                        each.id(), each.name(), each.peerUrls(), clientUrls.apply(each.id()), each.learner()))
                .toList();
    }
}
