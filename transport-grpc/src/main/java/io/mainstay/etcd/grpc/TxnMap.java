package io.mainstay.etcd.grpc;

import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.proto.rpc.Compare.CompareResult;
import io.mainstay.etcd.proto.rpc.Compare.CompareTarget;
import io.mainstay.etcd.proto.rpc.RequestOp;
import io.mainstay.etcd.proto.rpc.ResponseOp;
import io.mainstay.etcd.proto.rpc.TxnResponse;
import java.util.List;

/** Transactions: requests from value to proto, answers from proto to value. */
final class TxnMap {
    private TxnMap() {}

    static io.mainstay.etcd.proto.rpc.TxnRequest toProto(TxnRequest request) {
        io.mainstay.etcd.proto.rpc.TxnRequest.Builder txn = io.mainstay.etcd.proto.rpc.TxnRequest.newBuilder();
        for (Compare compare : request.compares()) {
            txn.addCompare(toProto(compare));
        }
        for (Op op : request.success()) {
            txn.addSuccess(toProto(op));
        }
        for (Op op : request.failure()) {
            txn.addFailure(toProto(op));
        }
        return txn.build();
    }

    static TxnResult toValue(TxnResponse answer) {
        OpResult[] results = new OpResult[answer.getResponsesCount()];
        for (int i = 0; i < results.length; i++) {
            results[i] = toValue(answer.getResponses(i));
        }
        return new TxnResult(HeaderMap.toValue(answer.getHeader()), answer.getSucceeded(), List.of(results));
    }

    private static RequestOp toProto(Op op) {
        RequestOp.Builder wrapped = RequestOp.newBuilder();
        if (op instanceof RangeRequest range) {
            wrapped.setRequestRange(KvMap.toProto(range));
        } else if (op instanceof PutRequest put) {
            wrapped.setRequestPut(KvMap.toProto(put));
        } else if (op instanceof DeleteRequest delete) {
            wrapped.setRequestDeleteRange(KvMap.toProto(delete));
        } else if (op instanceof TxnRequest txn) {
            wrapped.setRequestTxn(toProto(txn));
        }
        return wrapped.build();
    }

    private static OpResult toValue(ResponseOp op) {
        return switch (op.getResponseCase()) {
            case RESPONSE_RANGE -> KvMap.toValue(op.getResponseRange());
            case RESPONSE_PUT -> KvMap.toValue(op.getResponsePut());
            case RESPONSE_DELETE_RANGE -> KvMap.toValue(op.getResponseDeleteRange());
            case RESPONSE_TXN -> toValue(op.getResponseTxn());
            case RESPONSE_NOT_SET ->
                throw new IllegalArgumentException(
                        "the server answered an operation of the transaction with a kind this client does not know");
        };
    }

    private static io.mainstay.etcd.proto.rpc.Compare toProto(Compare compare) {
        io.mainstay.etcd.proto.rpc.Compare.Builder proto = io.mainstay.etcd.proto.rpc.Compare.newBuilder()
                .setKey(BytesMap.toProto(compare.range().key()))
                .setRangeEnd(BytesMap.toProto(compare.range().end()))
                .setResult(toProto(compare.relation()));
        switch (compare.target()) {
            case VERSION -> proto.setTarget(CompareTarget.VERSION).setVersion(compare.number());
            case CREATE_REVISION -> proto.setTarget(CompareTarget.CREATE).setCreateRevision(compare.number());
            case MOD_REVISION -> proto.setTarget(CompareTarget.MOD).setModRevision(compare.number());
            case VALUE -> proto.setTarget(CompareTarget.VALUE).setValue(BytesMap.toProto(compare.value()));
            case LEASE -> proto.setTarget(CompareTarget.LEASE).setLease(compare.number());
        }
        return proto.build();
    }

    private static CompareResult toProto(Compare.Relation relation) {
        return switch (relation) {
            case EQUAL -> CompareResult.EQUAL;
            case GREATER -> CompareResult.GREATER;
            case LESS -> CompareResult.LESS;
            case NOT_EQUAL -> CompareResult.NOT_EQUAL;
        };
    }
}
