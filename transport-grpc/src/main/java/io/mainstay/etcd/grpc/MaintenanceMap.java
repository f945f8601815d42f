package io.mainstay.etcd.grpc;

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
import io.mainstay.etcd.proto.rpc.DefragmentResponse;
import io.mainstay.etcd.proto.rpc.DowngradeRequest.DowngradeAction;
import io.mainstay.etcd.proto.rpc.DowngradeResponse;
import io.mainstay.etcd.proto.rpc.HashKVRequest;
import io.mainstay.etcd.proto.rpc.HashKVResponse;
import io.mainstay.etcd.proto.rpc.HashResponse;
import io.mainstay.etcd.proto.rpc.MoveLeaderResponse;
import io.mainstay.etcd.proto.rpc.SnapshotResponse;
import io.mainstay.etcd.proto.rpc.StatusResponse;
import java.util.List;

/** What a member tells of itself and does to itself: requests from value to proto, answers from proto to value. */
final class MaintenanceMap {
    private MaintenanceMap() {}

    static io.mainstay.etcd.proto.rpc.StatusRequest toProto(StatusRequest request) {
        return io.mainstay.etcd.proto.rpc.StatusRequest.getDefaultInstance();
    }

    static StatusResult toValue(StatusResponse answer) {
        return new StatusResult(
                HeaderMap.toValue(answer.getHeader()),
                answer.getVersion(),
                answer.getStorageVersion(),
                new DbSize(answer.getDbSize(), answer.getDbSizeInUse(), answer.getDbSizeQuota()),
                new RaftPosition(
                        answer.getLeader(), answer.getRaftTerm(), answer.getRaftIndex(), answer.getRaftAppliedIndex()),
                answer.getIsLearner(),
                List.copyOf(answer.getErrorsList()));
    }

    static HashKVRequest toProto(HashKvRequest request) {
        return HashKVRequest.newBuilder().setRevision(request.revision()).build();
    }

    static HashKvResult toValue(HashKVResponse answer) {
        return new HashKvResult(
                HeaderMap.toValue(answer.getHeader()),
                answer.getHash(),
                answer.getCompactRevision(),
                answer.getHashRevision());
    }

    static io.mainstay.etcd.proto.rpc.HashRequest toProto(HashRequest request) {
        return io.mainstay.etcd.proto.rpc.HashRequest.getDefaultInstance();
    }

    static HashResult toValue(HashResponse answer) {
        return new HashResult(HeaderMap.toValue(answer.getHeader()), answer.getHash());
    }

    static io.mainstay.etcd.proto.rpc.DefragmentRequest toProto(DefragmentRequest request) {
        return io.mainstay.etcd.proto.rpc.DefragmentRequest.getDefaultInstance();
    }

    static DefragmentResult toValue(DefragmentResponse answer) {
        return new DefragmentResult(HeaderMap.toValue(answer.getHeader()));
    }

    static io.mainstay.etcd.proto.rpc.SnapshotRequest toProto(SnapshotRequest request) {
        return io.mainstay.etcd.proto.rpc.SnapshotRequest.getDefaultInstance();
    }

    static SnapshotChunk toValue(SnapshotResponse answer) {
        return new SnapshotChunk(
                HeaderMap.toValue(answer.getHeader()),
                answer.getRemainingBytes(),
                BytesMap.toValue(answer.getBlob()),
                answer.getVersion());
    }

    static io.mainstay.etcd.proto.rpc.MoveLeaderRequest toProto(MoveLeaderRequest request) {
        return io.mainstay.etcd.proto.rpc.MoveLeaderRequest.newBuilder()
                .setTargetID(request.targetId())
                .build();
    }

    static MoveLeaderResult toValue(MoveLeaderResponse answer) {
        return new MoveLeaderResult(HeaderMap.toValue(answer.getHeader()));
    }

    static io.mainstay.etcd.proto.rpc.DowngradeRequest toProto(DowngradeRequest request) {
        return io.mainstay.etcd.proto.rpc.DowngradeRequest.newBuilder()
                .setAction(toProto(request.action()))
                .setVersion(request.version())
                .build();
    }

    static DowngradeResult toValue(DowngradeResponse answer) {
        return new DowngradeResult(HeaderMap.toValue(answer.getHeader()), answer.getVersion());
    }

    private static DowngradeAction toProto(DowngradeRequest.Action action) {
        return switch (action) {
            case VALIDATE -> DowngradeAction.VALIDATE;
            case ENABLE -> DowngradeAction.ENABLE;
            case CANCEL -> DowngradeAction.CANCEL;
        };
    }
}
