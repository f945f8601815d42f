package io.mainstay.etcd.grpc;

import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeRequest.Projection;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.proto.rpc.CompactionRequest;
import io.mainstay.etcd.proto.rpc.CompactionResponse;
import io.mainstay.etcd.proto.rpc.DeleteRangeRequest;
import io.mainstay.etcd.proto.rpc.DeleteRangeResponse;
import io.mainstay.etcd.proto.rpc.PutResponse;
import io.mainstay.etcd.proto.rpc.RangeRequest.SortOrder;
import io.mainstay.etcd.proto.rpc.RangeRequest.SortTarget;
import io.mainstay.etcd.proto.rpc.RangeResponse;
import io.mainstay.etcd.proto.rpc.RangeStreamResponse;
import java.util.List;

/** Reads and writes of keys: requests from value to proto, answers from proto to value. */
final class KvMap {
    private KvMap() {}

    static io.mainstay.etcd.proto.rpc.RangeRequest toProto(RangeRequest request) {
        RevisionFilter filter = request.filter();
        return io.mainstay.etcd.proto.rpc.RangeRequest.newBuilder()
                .setKey(BytesMap.toProto(request.range().key()))
                .setRangeEnd(BytesMap.toProto(request.range().end()))
                .setLimit(request.limit())
                .setRevision(request.revision())
                .setSortOrder(toProto(request.sort().order()))
                .setSortTarget(toProto(request.sort().target()))
                .setSerializable(request.serializable())
                .setKeysOnly(request.projection() == Projection.KEYS_ONLY)
                .setCountOnly(request.projection() == Projection.COUNT_ONLY)
                .setMinModRevision(filter.minMod())
                .setMaxModRevision(filter.maxMod())
                .setMinCreateRevision(filter.minCreate())
                .setMaxCreateRevision(filter.maxCreate())
                .build();
    }

    static RangeResult toValue(RangeResponse answer) {
        return new RangeResult(
                HeaderMap.toValue(answer.getHeader()),
                toValues(answer.getKvsList()),
                answer.getMore(),
                answer.getCount());
    }

    static RangeResult toValue(RangeStreamResponse answer) {
        return toValue(answer.getRangeResponse());
    }

    static io.mainstay.etcd.proto.rpc.PutRequest toProto(PutRequest request) {
        return io.mainstay.etcd.proto.rpc.PutRequest.newBuilder()
                .setKey(BytesMap.toProto(request.key()))
                .setValue(BytesMap.toProto(request.value()))
                .setLease(request.lease())
                .setPrevKv(request.prevKv())
                .setIgnoreValue(request.ignoreValue())
                .setIgnoreLease(request.ignoreLease())
                .build();
    }

    static PutResult toValue(PutResponse answer) {
        return new PutResult(
                HeaderMap.toValue(answer.getHeader()), answer.hasPrevKv() ? toValue(answer.getPrevKv()) : null);
    }

    static DeleteRangeRequest toProto(DeleteRequest request) {
        return DeleteRangeRequest.newBuilder()
                .setKey(BytesMap.toProto(request.range().key()))
                .setRangeEnd(BytesMap.toProto(request.range().end()))
                .setPrevKv(request.prevKv())
                .build();
    }

    static DeleteResult toValue(DeleteRangeResponse answer) {
        return new DeleteResult(
                HeaderMap.toValue(answer.getHeader()), answer.getDeleted(), toValues(answer.getPrevKvsList()));
    }

    static CompactionRequest toProto(CompactRequest request) {
        return CompactionRequest.newBuilder()
                .setRevision(request.revision())
                .setPhysical(request.physical())
                .build();
    }

    static CompactResult toValue(CompactionResponse answer) {
        return new CompactResult(HeaderMap.toValue(answer.getHeader()));
    }

    static KeyValue toValue(io.mainstay.etcd.proto.mvcc.KeyValue kv) {
        return new KeyValue(
                BytesMap.toValue(kv.getKey()),
                BytesMap.toValue(kv.getValue()),
                kv.getCreateRevision(),
                kv.getModRevision(),
                kv.getVersion(),
                kv.getLease());
    }

    private static List<KeyValue> toValues(List<io.mainstay.etcd.proto.mvcc.KeyValue> kvs) {
        KeyValue[] values = new KeyValue[kvs.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = toValue(kvs.get(i));
        }
        return List.of(values);
    }

    private static SortOrder toProto(Sort.Order order) {
        return switch (order) {
            case NONE -> SortOrder.NONE;
            case ASCENDING -> SortOrder.ASCEND;
            case DESCENDING -> SortOrder.DESCEND;
        };
    }

    private static SortTarget toProto(Sort.Target target) {
        return switch (target) {
            case KEY -> SortTarget.KEY;
            case VERSION -> SortTarget.VERSION;
            case CREATE_REVISION -> SortTarget.CREATE;
            case MOD_REVISION -> SortTarget.MOD;
            case VALUE -> SortTarget.VALUE;
        };
    }
}
