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
import io.mainstay.etcd.embedded.internal.mvcc.KeyHash;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import io.mainstay.etcd.kv.ResponseHeader;
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

    MaintenanceService(
            Identity identity,
            ServerLimits limits,
            WatchHub hub,
            Applier applier,
            StoredSize size,
            Leadership leadership) {
        this.identity = identity;
        this.limits = limits;
        this.hub = hub;
        this.applier = applier;
        this.size = size;
        this.leadership = leadership;
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
                new RaftPosition(leadership.isHeld() ? identity.memberId() : 0, Identity.TERM, index, index),
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
        applier.rights(asker).requireRoot();
        Snapshot store = hub.current();
        KeyHash hash = store.hash(request.revision());
        ResponseHeader header = identity.header(store.revision());
        long revision = limits.compat().isAtLeast(Compat.V3_6) ? hash.revision() : 0;
        return new HashKvResult(header, hash.hash(), hash.compactRevision(), revision);
    }

    /** The hash of the database as a file; where the log stands does not count. */
    HashResult hash(Asker asker, HashRequest request) {
        applier.rights(asker).requireRoot();
        BoltFile file = applier.look(state -> SnapshotStream.capture(state, limits.compat(), 0))
                .get();
        CRC32C crc = new CRC32C();
        for (int i = 0; i < file.pieces(); i++) {
            crc.update(file.piece(i));
        }
        return new HashResult(header(), (int) crc.getValue());
    }

    Proposal<AlarmResult> alarm(Asker asker, AlarmRequest request) {
        return new Proposal.Logged<>(new Entry.Alarm(request), alarms -> new AlarmResult(header(), alarms));
    }

    DefragmentResult defragment(Asker asker, DefragmentRequest request) {
        applier.rights(asker).requireRoot();
        size.defragment();
        return new DefragmentResult(NO_HEADER);
    }

    /** The only member that can lead leads already. */
    MoveLeaderResult moveLeader(Asker asker, MoveLeaderRequest request) {
        applier.rights(asker).requireRoot();
        return applier.look(state -> {
            state.members().requireVoter(request.targetId());
            return new MoveLeaderResult(NO_HEADER);
        });
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
        applier.rights(asker).requireRoot();
        String version =
                limits.compat().isAtLeast(Compat.V3_6) ? limits.compat().clusterVersion() : "";
        return new SnapshotStream(
                applier.look(state -> SnapshotStream.capture(state, limits.compat(), state.index()))
                        .get(),
                version);
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
