package io.mainstay.etcd.embedded.internal.procedure;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mainstay.etcd.proto.rpc.Compare;
import io.mainstay.etcd.proto.rpc.PutRequest;
import io.mainstay.etcd.proto.rpc.RangeRequest;
import io.mainstay.etcd.proto.rpc.RangeRequest.SortOrder;
import io.mainstay.etcd.proto.rpc.RangeRequest.SortTarget;
import io.mainstay.etcd.proto.rpc.RequestOp;
import io.mainstay.etcd.proto.rpc.TxnRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is refused because no value can say it: an operation of no kind, a sort of no kind. All else is the business of
 * what is behind the door; its checks appear here only as far as etcd makes them earlier in the same transaction.
 */
final class WireChecks {
    private WireChecks() {}

    static StatusRuntimeException emptyOp() {
        return invalid("key not found");
    }

    static StatusRuntimeException badSort(RangeRequest request) {
        return request.getKey().isEmpty() ? noKey() : invalid("invalid sort option");
    }

    /** The first thing that etcd finds wrong with a transaction, looking in its order; null when nothing is. */
    static @Nullable StatusRuntimeException firstError(TxnRequest txn, int maxOps) {
        return txn(txn, maxOps);
    }

    private static @Nullable StatusRuntimeException txn(TxnRequest txn, int budget) {
        int ops = Math.max(txn.getCompareCount(), Math.max(txn.getSuccessCount(), txn.getFailureCount()));
        if (ops > budget) {
            return invalid("too many operations in txn request");
        }
        for (Compare compare : txn.getCompareList()) {
            if (compare.getKey().isEmpty()) {
                return noKey();
            }
        }
        StatusRuntimeException inSuccess = ops(txn.getSuccessList(), budget - ops);
        return inSuccess != null ? inSuccess : ops(txn.getFailureList(), budget - ops);
    }

    private static @Nullable StatusRuntimeException ops(List<RequestOp> ops, int budget) {
        for (RequestOp op : ops) {
            StatusRuntimeException error = op(op, budget);
            if (error != null) {
                return error;
            }
        }
        return null;
    }

    private static @Nullable StatusRuntimeException op(RequestOp op, int budget) {
        return switch (op.getRequestCase()) {
            case REQUEST_RANGE -> range(op.getRequestRange());
            case REQUEST_PUT -> put(op.getRequestPut());
            case REQUEST_DELETE_RANGE -> key(op.getRequestDeleteRange().getKey());
            case REQUEST_TXN -> txn(op.getRequestTxn(), budget);
            case REQUEST_NOT_SET -> emptyOp();
        };
    }

    private static @Nullable StatusRuntimeException range(RangeRequest range) {
        boolean sortable =
                range.getSortOrder() != SortOrder.UNRECOGNIZED && range.getSortTarget() != SortTarget.UNRECOGNIZED;
        return sortable ? key(range.getKey()) : badSort(range);
    }

    private static @Nullable StatusRuntimeException put(PutRequest put) {
        if (put.getKey().isEmpty()) {
            return noKey();
        }
        if (put.getIgnoreValue() && !put.getValue().isEmpty()) {
            return invalid("value is provided");
        }
        return put.getIgnoreLease() && put.getLease() != 0 ? invalid("lease is provided") : null;
    }

    private static @Nullable StatusRuntimeException key(ByteString key) {
        return key.isEmpty() ? noKey() : null;
    }

    private static StatusRuntimeException noKey() {
        return invalid("key is not provided");
    }

    private static StatusRuntimeException invalid(String text) {
        return Status.INVALID_ARGUMENT.withDescription("etcdserver: " + text).asRuntimeException();
    }
}
