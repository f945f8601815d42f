package io.mainstay.etcd.embedded.internal.procedure;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyRange;
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
import io.mainstay.etcd.proto.rpc.RangeResponse;
import io.mainstay.etcd.proto.rpc.RangeStreamResponse;

/** Reads and writes of keys: requests from proto to value, answers from value to proto. */
final class KvMap {
    private KvMap() {}

    /** Refuses a sort that has no value, after a missing key, as etcd does. */
    static RangeRequest toValue(io.mainstay.etcd.proto.rpc.RangeRequest request) {
        Bytes key = BytesMap.toValue(request.getKey());
        return new RangeRequest(
                new KeyRange(key, BytesMap.toValue(request.getRangeEnd())),
                request.getRevision(),
                request.getLimit(),
                sort(request),
                new RevisionFilter(
                        request.getMinModRevision(),
                        request.getMaxModRevision(),
                        request.getMinCreateRevision(),
                        request.getMaxCreateRevision()),
                projection(request),
                request.getSerializable());
    }

    static RangeResponse toProto(RangeResult answer) {
        RangeResponse.Builder range = RangeResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setMore(answer.more())
                .setCount(answer.count());
        for (KeyValue kv : answer.kvs()) {
            range.addKvs(toProto(kv));
        }
        return range.build();
    }

    /** A piece of a range: only the last one has a header. */
    static RangeStreamResponse toStreamProto(RangeResult answer) {
        RangeResponse piece = toProto(answer);
        boolean last = answer.header().revision() != 0;
        return RangeStreamResponse.newBuilder()
                .setRangeResponse(last ? piece : piece.toBuilder().clearHeader().build())
                .build();
    }

    static PutRequest toValue(io.mainstay.etcd.proto.rpc.PutRequest request) {
        return new PutRequest(
                BytesMap.toValue(request.getKey()),
                BytesMap.toValue(request.getValue()),
                request.getLease(),
                request.getPrevKv(),
                request.getIgnoreValue(),
                request.getIgnoreLease());
    }

    static PutResponse toProto(PutResult answer) {
        PutResponse.Builder put = PutResponse.newBuilder().setHeader(HeaderMap.toProto(answer.header()));
        KeyValue prevKv = answer.prevKv();
        if (prevKv != null) {
            put.setPrevKv(toProto(prevKv));
        }
        return put.build();
    }

    static DeleteRequest toValue(DeleteRangeRequest request) {
        return new DeleteRequest(range(request), request.getPrevKv());
    }

    static DeleteRangeResponse toProto(DeleteResult answer) {
        DeleteRangeResponse.Builder delete = DeleteRangeResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setDeleted(answer.deleted());
        for (KeyValue kv : answer.prevKvs()) {
            delete.addPrevKvs(toProto(kv));
        }
        return delete.build();
    }

    static CompactRequest toValue(CompactionRequest request) {
        return new CompactRequest(request.getRevision(), request.getPhysical());
    }

    static CompactionResponse toProto(CompactResult answer) {
        return CompactionResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .build();
    }

    static io.mainstay.etcd.proto.mvcc.KeyValue toProto(KeyValue kv) {
        return io.mainstay.etcd.proto.mvcc.KeyValue.newBuilder()
                .setKey(BytesMap.toProto(kv.key()))
                .setValue(BytesMap.toProto(kv.value()))
                .setCreateRevision(kv.createRevision())
                .setModRevision(kv.modRevision())
                .setVersion(kv.version())
                .setLease(kv.lease())
                .build();
    }

    private static KeyRange range(DeleteRangeRequest request) {
        return new KeyRange(BytesMap.toValue(request.getKey()), BytesMap.toValue(request.getRangeEnd()));
    }

    /** Asked for both, etcd only counts. */
    private static Projection projection(io.mainstay.etcd.proto.rpc.RangeRequest request) {
        if (request.getCountOnly()) {
            return Projection.COUNT_ONLY;
        }
        return request.getKeysOnly() ? Projection.KEYS_ONLY : Projection.ALL;
    }

    private static Sort sort(io.mainstay.etcd.proto.rpc.RangeRequest request) {
        Sort.Order order = switch (request.getSortOrder()) {
            case NONE -> Sort.Order.NONE;
            case ASCEND -> Sort.Order.ASCENDING;
            case DESCEND -> Sort.Order.DESCENDING;
            case UNRECOGNIZED -> throw WireChecks.badSort(request);
        };
        Sort.Target target = switch (request.getSortTarget()) {
            case KEY -> Sort.Target.KEY;
            case VERSION -> Sort.Target.VERSION;
            case CREATE -> Sort.Target.CREATE_REVISION;
            case MOD -> Sort.Target.MOD_REVISION;
            case VALUE -> Sort.Target.VALUE;
            case UNRECOGNIZED -> throw WireChecks.badSort(request);
        };
        return order == Sort.Order.NONE && target == Sort.Target.KEY ? Sort.NONE : new Sort(target, order);
    }
}
