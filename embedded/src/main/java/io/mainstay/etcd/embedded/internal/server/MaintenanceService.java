package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.DefragmentRequest;
import io.mainstay.etcd.cluster.DefragmentResult;
import io.mainstay.etcd.cluster.DowngradeRequest;
import io.mainstay.etcd.cluster.DowngradeResult;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.HashRequest;
import io.mainstay.etcd.cluster.HashResult;
import io.mainstay.etcd.cluster.MoveLeaderRequest;
import io.mainstay.etcd.cluster.MoveLeaderResult;
import io.mainstay.etcd.cluster.SnapshotChunk;
import io.mainstay.etcd.cluster.SnapshotRequest;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.cluster.StatusResult.DbSize;
import io.mainstay.etcd.cluster.StatusResult.RaftPosition;
import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.bolt.BoltFile;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.metrics.MaintenanceTimes;
import io.mainstay.etcd.embedded.internal.mvcc.KeyHash;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.ResponseHandler;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** The Maintenance service: what the member tells of itself and does to itself. */
final class MaintenanceService {
    private static final ResponseHeader NO_HEADER = new ResponseHeader(0, 0, 0, 0);

    private final Identity identity;
    private final ServerLimits limits;
    private final WatchHub hub;
    private final Applier applier;
    private final StoredSize size;
    private final Leadership leadership;
    private final MaintenanceTimes times;

    MaintenanceService(Identity identity, EtcdCore core) {
        this.identity = identity;
        this.limits = core.limits();
        this.hub = core.hub();
        this.applier = core.applier();
        this.size = core.size();
        this.leadership = identity.leadership();
        this.times = core.maintenanceTimes();
    }

    StatusResult status(Asker asker, StatusRequest request) {
        applier.rights(asker).requireSignedIn();
        Snapshot store = hub.current();
        long index = applier.raftIndex();
        Compat compat = limits.compat();
        boolean tellsStorage = compat.isAtLeast(Compat.V3_6);
        return new StatusResult(
                identity.header(store.revision()),
                compat.version(),
                tellsStorage ? compat.clusterVersion() : "",
                new DbSize(size.total(store), size.inUse(store), tellsStorage ? limits.quotaBytes() : 0),
                new RaftPosition(leadership.leader(), leadership.term(), index, index),
                false,
                errors());
    }

    private List<String> errors() {
        Stream<String> alarms = applier.alarms().stream().map(this::text);
        return leadership.isHeld()
                ? alarms.toList()
                : Stream.concat(alarms, Stream.of(Refusal.NO_LEADER.text())).toList();
    }

    HashKvResult hashKv(Asker asker, HashKvRequest request) {
        requireRootOfDatabase(asker);
        Snapshot store = hub.current();
        KeyHash hash = store.remembered(request.revision()).orElseGet(() -> timed(store, request.revision()));
        ResponseHeader header = identity.header(store.revision());
        long revision = limits.compat().isAtLeast(Compat.V3_6) ? hash.revision() : 0;
        return new HashKvResult(header, hash.hash(), hash.compactRevision(), revision);
    }

    private KeyHash timed(Snapshot store, long revision) {
        long begun = times.now();
        KeyHash hash = store.hash(revision);
        times.hashedAtRevision(begun);
        return hash;
    }

    /** The hash of the database as a file; where the log stands does not count. */
    HashResult hash(Asker asker, HashRequest request) {
        requireRootOfDatabase(asker);
        long begun = times.now();
        ServerState state = applier.look(StateMachine::state).at(0);
        BoltFile file = layOut(state);
        CRC32C crc = new CRC32C();
        for (int i = 0; i < file.pieces(); i++) {
            crc.update(file.piece(i));
        }
        times.hashed(begun);
        return new HashResult(header(), (int) crc.getValue());
    }

    /** An entry also for who only asks, as with etcd; but not when the server looks at itself. */
    Proposal<AlarmResult> alarm(Asker asker, AlarmRequest request) {
        if (asker.equals(Asker.SERVER) && request.action() == AlarmRequest.Action.GET) {
            return new Proposal.Answered<>(new AlarmResult(
                    header(), applier.look(state -> state.alarms().list(request.type()))));
        }
        return new Proposal.Logged<>(new Entry.Alarm(request), alarms -> new AlarmResult(header(), alarms));
    }

    DefragmentResult defragment(Asker asker, DefragmentRequest request) {
        requireRootOfDatabase(asker);
        times.defragment(size::defragment);
        return new DefragmentResult(NO_HEADER);
    }

    /** Only the one that leads hands that on; it is answered when the other one leads. */
    Cancellable moveLeader(Asker asker, MoveLeaderRequest request, ResponseHandler<MoveLeaderResult> handler) {
        applier.rights(asker).requireRoot();
        if (leadership.leader() != identity.memberId()) {
            throw Refusal.NOT_LEADER.refused();
        }
        applier.look(state -> {
            state.members().requireVoter(request.targetId());
            return true;
        });
        return leadership.handOver(request.targetId(), () -> handler.onResponse(new MoveLeaderResult(NO_HEADER)));
    }

    Proposal<DowngradeResult> downgrade(Asker asker, DowngradeRequest request) {
        applier.rights(asker).requireRoot();
        DowngradeResult answer = new DowngradeResult(header(), limits.compat().downgradeVersion());
        boolean underWay = applier.look(state -> !state.downgrade().isEmpty());
        return switch (request.action()) {
            case VALIDATE -> {
                Downgrade.target(request.version(), limits.compat(), underWay);
                yield new Proposal.Answered<>(answer);
            }
            case ENABLE ->
                new Proposal.Logged<>(
                        new Entry.Downgrade(Downgrade.target(request.version(), limits.compat(), underWay)),
                        done -> answer);
            case CANCEL -> {
                if (!underWay && !limits.compat().isAtLeast(Compat.V3_6)) {
                    throw Refusal.NO_DOWNGRADE.refused();
                }
                yield new Proposal.Logged<>(new Entry.Downgrade(""), done -> answer);
            }
        };
    }

    /** The database in pieces, and the hash of them all. */
    Iterator<SnapshotChunk> snapshot(Asker asker, SnapshotRequest request) {
        requireRootOfDatabase(asker);
        String version =
                limits.compat().isAtLeast(Compat.V3_6) ? limits.compat().clusterVersion() : "";
        long begun = times.now();
        BoltFile copy = layOut(applier.look(StateMachine::state));
        times.copied(begun);
        return new SnapshotStream(copy, version);
    }

    private BoltFile layOut(ServerState state) {
        return SnapshotStream.layOut(state, limits.compat(), leadership.term());
    }

    /** Refuses all but root; up to 3.5 in the words that etcd has for itself, which have no code. */
    private void requireRootOfDatabase(Asker asker) {
        try {
            applier.rights(asker).requireRoot();
        } catch (Refused refused) {
            throw limits.compat().isAtLeast(Compat.V3_6)
                    ? refused
                    : new Refused(ErrorCode.UNKNOWN, refused.text().replace("etcdserver: ", "auth: "));
        }
    }

    private ResponseHeader header() {
        return identity.header(hub.current().revision());
    }

    /** An alarm as etcd writes it among the errors of a status, with a space at its end up to 3.6. */
    private String text(Alarm alarm) {
        String text = "memberID:" + Long.toUnsignedString(alarm.memberId()) + " alarm:" + alarm.type();
        return limits.compat().isAtLeast(Compat.V3_7) ? text : text + " ";
    }
}
