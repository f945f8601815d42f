package io.mainstay.etcd.embedded.internal.procedure;

import io.grpc.StatusRuntimeException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.Compare.Relation;
import io.mainstay.etcd.kv.Compare.Target;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.proto.rpc.Compare.CompareResult;
import io.mainstay.etcd.proto.rpc.Compare.CompareTarget;
import io.mainstay.etcd.proto.rpc.RequestOp;
import io.mainstay.etcd.proto.rpc.ResponseOp;
import io.mainstay.etcd.proto.rpc.TxnResponse;
import java.util.List;

/** Transactions: requests from proto to value, answers from value to proto. */
final class TxnMap {
    private TxnMap() {}

    /**
     * Refuses a transaction with an operation that has no value. What etcd would have found wrong before it got to that
     * operation is then what it is refused for.
     */
    static TxnRequest toValue(io.mainstay.etcd.proto.rpc.TxnRequest txn, int maxOps) {
        try {
            return value(txn);
        } catch (StatusRuntimeException withoutValue) {
            StatusRuntimeException first = WireChecks.firstError(txn, maxOps);
            throw first == null ? withoutValue : first;
        }
    }

    static TxnResponse toProto(TxnResult answer) {
        TxnResponse.Builder txn = TxnResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setSucceeded(answer.succeeded());
        for (OpResult result : answer.results()) {
            txn.addResponses(toProto(result));
        }
        return txn.build();
    }

    private static TxnRequest value(io.mainstay.etcd.proto.rpc.TxnRequest txn) {
        return new TxnRequest(
                txn.getCompareList().stream().map(TxnMap::toValue).toList(),
                values(txn.getSuccessList()),
                values(txn.getFailureList()));
    }

    private static List<Op> values(List<RequestOp> ops) {
        return ops.stream().map(TxnMap::toValue).toList();
    }

    private static Op toValue(RequestOp op) {
        return switch (op.getRequestCase()) {
            case REQUEST_RANGE -> KvMap.toValue(op.getRequestRange());
            case REQUEST_PUT -> KvMap.toValue(op.getRequestPut());
            case REQUEST_DELETE_RANGE -> KvMap.toValue(op.getRequestDeleteRange());
            case REQUEST_TXN -> value(op.getRequestTxn());
            case REQUEST_NOT_SET -> throw WireChecks.emptyOp();
        };
    }

    private static ResponseOp toProto(OpResult result) {
        ResponseOp.Builder op = ResponseOp.newBuilder();
        if (result instanceof RangeResult range) {
            op.setResponseRange(KvMap.toProto(range));
        } else if (result instanceof PutResult put) {
            op.setResponsePut(KvMap.toProto(put));
        } else if (result instanceof DeleteResult delete) {
            op.setResponseDeleteRange(KvMap.toProto(delete));
        } else if (result instanceof TxnResult txn) {
            op.setResponseTxn(toProto(txn));
        }
        return op.build();
    }

    /** An operand of another kind than the target is read as if none were there. */
    private static Compare toValue(io.mainstay.etcd.proto.rpc.Compare compare) {
        KeyRange range = new KeyRange(BytesMap.toValue(compare.getKey()), BytesMap.toValue(compare.getRangeEnd()));
        CompareTarget target = compare.getTarget();
        CompareResult result = compare.getResult();
        if (target == CompareTarget.UNRECOGNIZED || result == CompareResult.UNRECOGNIZED) {
            return unknown(range, target, result);
        }
        Relation relation = relation(result);
        return switch (target) {
            case VERSION -> number(range, Target.VERSION, relation, compare.getVersion());
            case CREATE -> number(range, Target.CREATE_REVISION, relation, compare.getCreateRevision());
            case MOD -> number(range, Target.MOD_REVISION, relation, compare.getModRevision());
            case LEASE -> number(range, Target.LEASE, relation, compare.getLease());
            case VALUE -> new Compare(range, Target.VALUE, relation, 0, BytesMap.toValue(compare.getValue()));
            case UNRECOGNIZED -> throw new IllegalStateException("handled above");
        };
    }

    private static Compare number(KeyRange range, Target target, Relation relation, long number) {
        return new Compare(range, target, relation, number, Bytes.EMPTY);
    }

    private static Relation relation(CompareResult result) {
        return switch (result) {
            case EQUAL -> Relation.EQUAL;
            case GREATER -> Relation.GREATER;
            case LESS -> Relation.LESS;
            case NOT_EQUAL -> Relation.NOT_EQUAL;
            case UNRECOGNIZED -> throw new IllegalArgumentException("no value for " + result);
        };
    }

    /**
     * A comparison with a number that etcd does not know either: whatever it is to compare counts as equal, and
     * whatever it is to find holds; only a missing key's value still never does. Written as a comparison of the
     * version, which is never negative, and positive for what exists.
     */
    private static Compare unknown(KeyRange range, CompareTarget target, CompareResult result) {
        boolean holds = result == CompareResult.EQUAL || result == CompareResult.UNRECOGNIZED;
        if (!holds) {
            return number(range, Target.VERSION, Relation.LESS, 0);
        }
        long above = target == CompareTarget.VALUE ? 0 : -1;
        return number(range, Target.VERSION, Relation.GREATER, above);
    }
}
