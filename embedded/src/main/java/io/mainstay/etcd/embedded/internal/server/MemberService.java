package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.cluster.StatusResult.DbSize;
import io.mainstay.etcd.cluster.StatusResult.RaftPosition;
import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.mvcc.KeyHash;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the only member tells of itself: the parts of the Cluster and Maintenance services that are served. */
final class MemberService {
    private static final String VERSION = "3.6.16";
    private static final String STORAGE_VERSION = "3.6.0";
    private static final String NAME = "default";
    private static final String PEER_URL = "http://localhost:2380";

    private final Identity identity;
    private final ServerLimits limits;
    private final WatchHub hub;
    private final Applier applier;
    private final Leadership leadership;
    private final Supplier<List<String>> clientUrls;

    MemberService(
            Identity identity,
            ServerLimits limits,
            WatchHub hub,
            Applier applier,
            Leadership leadership,
            Supplier<List<String>> clientUrls) {
        this.identity = identity;
        this.limits = limits;
        this.hub = hub;
        this.applier = applier;
        this.leadership = leadership;
        this.clientUrls = clientUrls;
    }

    StatusResult status(Asker asker, StatusRequest request) {
        applier.rights(asker).requireSignedIn();
        Snapshot store = hub.current();
        long index = applier.raftIndex();
        return new StatusResult(
                identity.header(store.revision()),
                VERSION,
                STORAGE_VERSION,
                new DbSize(StoredSize.total(store), StoredSize.inUse(store), limits.quotaBytes()),
                new RaftPosition(leadership.isHeld() ? identity.memberId() : 0, Identity.TERM, index, index),
                false,
                errors());
    }

    private List<String> errors() {
        Stream<String> alarms = applier.alarms().stream().map(MemberService::text);
        return leadership.isHeld()
                ? alarms.toList()
                : Stream.concat(alarms, Stream.of(Refusal.NO_LEADER.text())).toList();
    }

    HashKvResult hash(Asker asker, HashKvRequest request) {
        applier.rights(asker).requireRoot();
        Snapshot store = hub.current();
        KeyHash hash = store.hash(request.revision());
        ResponseHeader header = identity.header(store.revision());
        return new HashKvResult(header, hash.hash(), hash.compactRevision(), hash.revision());
    }

    Proposal<AlarmResult> alarm(Asker asker, AlarmRequest request) {
        return new Proposal.Logged<>(
                new Entry.Alarm(request),
                alarms -> new AlarmResult(identity.header(hub.current().revision()), alarms));
    }

    MemberListResult members(Asker asker, MemberListRequest request) {
        applier.rights(asker).requireSignedIn();
        Member self = new Member(identity.memberId(), NAME, List.of(PEER_URL), clientUrls.get(), false);
        return new MemberListResult(identity.header(0), List.of(self));
    }

    /** An alarm as etcd writes it among the errors of a status. */
    private static String text(Alarm alarm) {
        return "memberID:" + Long.toUnsignedString(alarm.memberId()) + " alarm:" + alarm.type() + " ";
    }
}
