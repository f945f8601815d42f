package io.mainstay.etcd.gateway.internal.json;

import static io.mainstay.etcd.gateway.internal.json.HeaderJson.HEADER;
import static io.mainstay.etcd.gateway.internal.json.Scalars.BYTES;
import static io.mainstay.etcd.gateway.internal.json.Scalars.FLAG;
import static io.mainstay.etcd.gateway.internal.json.Scalars.INT64;
import static io.mainstay.etcd.gateway.internal.json.Scalars.TEXT;
import static io.mainstay.etcd.gateway.internal.json.Scalars.UINT32;
import static io.mainstay.etcd.gateway.internal.json.Scalars.UINT64;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.AlarmType;
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
import io.mainstay.etcd.kv.Bytes;
import java.util.List;

/** What a member tells of itself and does to itself. */
final class MaintenanceJson {
    private static final Field<Kind<String>> VERSION = Field.of("version", TEXT);
    private static final Field<Kind<String>> STORAGE_VERSION = Field.of("storageVersion", TEXT);
    private static final Field<Kind<Long>> DB_SIZE = Field.of("dbSize", INT64);
    private static final Field<Kind<Long>> DB_SIZE_IN_USE = Field.of("dbSizeInUse", INT64);
    private static final Field<Kind<Long>> DB_SIZE_QUOTA = Field.of("dbSizeQuota", INT64);
    private static final Field<Kind<Long>> LEADER = Field.of("leader", UINT64);
    private static final Field<Kind<Long>> RAFT_TERM = Field.of("raftTerm", UINT64);
    private static final Field<Kind<Long>> RAFT_INDEX = Field.of("raftIndex", UINT64);
    private static final Field<Kind<Long>> RAFT_APPLIED_INDEX = Field.of("raftAppliedIndex", UINT64);
    private static final Field<Kind<Boolean>> IS_LEARNER = Field.of("isLearner", FLAG);
    private static final Field<Reads<List<String>>> ERRORS = Field.of("errors", Listing.read(() -> TEXT));

    private static final Field<Reads<Integer>> HASH_SUM = Field.of("hash", UINT32);
    private static final Field<Kind<Long>> COMPACT_REVISION = Field.of("compact_revision", INT64);
    private static final Field<Kind<Long>> HASH_REVISION = Field.of("hash_revision", INT64);

    private static final Field<Kind<Long>> MEMBER_ID = Field.of("memberID", UINT64);
    private static final Field<Choice<AlarmType>> ALARM_TYPE = Field.of("alarm", Choice.of(AlarmType.class));
    private static final Shape<Alarm> ALARM_ON =
            Shape.of(MEMBER_ID, ALARM_TYPE).as(row -> new Alarm(row.get(MEMBER_ID), row.get(ALARM_TYPE)));
    private static final Field<Reads<List<Alarm>>> ALARMS = Field.of("alarms", Listing.read(() -> ALARM_ON));

    private static final Field<Kind<Long>> REMAINING_BYTES = Field.of("remaining_bytes", UINT64);
    private static final Field<Kind<Bytes>> BLOB = Field.of("blob", BYTES);

    static final Form<StatusRequest> STATUS = Form.empty();

    static final Shape<StatusResult> STATUS_TOLD = Shape.of(
                    HEADER,
                    VERSION,
                    STORAGE_VERSION,
                    DB_SIZE,
                    DB_SIZE_IN_USE,
                    DB_SIZE_QUOTA,
                    LEADER,
                    RAFT_TERM,
                    RAFT_INDEX,
                    RAFT_APPLIED_INDEX,
                    IS_LEARNER,
                    ERRORS)
            .as(row -> new StatusResult(
                    row.get(HEADER),
                    row.get(VERSION),
                    row.get(STORAGE_VERSION),
                    new DbSize(row.get(DB_SIZE), row.get(DB_SIZE_IN_USE), row.get(DB_SIZE_QUOTA)),
                    new RaftPosition(
                            row.get(LEADER), row.get(RAFT_TERM), row.get(RAFT_INDEX), row.get(RAFT_APPLIED_INDEX)),
                    row.get(IS_LEARNER),
                    row.get(ERRORS)));

    static final Form<HashRequest> HASH = Form.empty();

    static final Shape<HashResult> HASHED =
            Shape.of(HEADER, HASH_SUM).as(row -> new HashResult(row.get(HEADER), row.get(HASH_SUM)));

    static final Form<HashKvRequest> HASH_KV =
            Form.<HashKvRequest>empty().with(Field.of("revision", INT64), HashKvRequest::revision);

    static final Shape<HashKvResult> HASH_KV_TOLD = Shape.of(HEADER, HASH_SUM, COMPACT_REVISION, HASH_REVISION)
            .as(row -> new HashKvResult(
                    row.get(HEADER), row.get(HASH_SUM), row.get(COMPACT_REVISION), row.get(HASH_REVISION)));

    static final Form<AlarmRequest> ALARM = Form.<AlarmRequest>empty()
            .with(Field.of("action", Choice.of(AlarmRequest.Action.class)), AlarmRequest::action)
            .with(MEMBER_ID, AlarmRequest::memberId)
            .with(ALARM_TYPE, AlarmRequest::type);

    static final Shape<AlarmResult> ALARMS_TOLD =
            Shape.of(HEADER, ALARMS).as(row -> new AlarmResult(row.get(HEADER), row.get(ALARMS)));

    static final Form<DefragmentRequest> DEFRAGMENT = Form.empty();

    static final Shape<DefragmentResult> DEFRAGMENTED = HeaderJson.only(DefragmentResult::new);

    static final Form<SnapshotRequest> SNAPSHOT = Form.empty();

    static final Shape<SnapshotChunk> SNAPSHOT_PIECE = Shape.of(HEADER, REMAINING_BYTES, BLOB, VERSION)
            .as(row -> new SnapshotChunk(row.get(HEADER), row.get(REMAINING_BYTES), row.get(BLOB), row.get(VERSION)));

    static final Form<MoveLeaderRequest> MOVE_LEADER =
            Form.<MoveLeaderRequest>empty().with(Field.of("targetID", UINT64), MoveLeaderRequest::targetId);

    static final Shape<MoveLeaderResult> LEADER_MOVED = HeaderJson.only(MoveLeaderResult::new);

    static final Form<DowngradeRequest> DOWNGRADE = Form.<DowngradeRequest>empty()
            .with(Field.of("action", Choice.of(DowngradeRequest.Action.class)), DowngradeRequest::action)
            .with(VERSION, DowngradeRequest::version);

    static final Shape<DowngradeResult> DOWNGRADED =
            Shape.of(HEADER, VERSION).as(row -> new DowngradeResult(row.get(HEADER), row.get(VERSION)));

    private MaintenanceJson() {}
}
