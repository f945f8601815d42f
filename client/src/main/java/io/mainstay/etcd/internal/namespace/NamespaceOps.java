package io.mainstay.etcd.internal.namespace;

import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;

/** The operations on keys and their answers, out of a namespace and back into it. Pure. */
final class NamespaceOps {
    private NamespaceOps() {}

    static RangeRequest out(Namespace in, RangeRequest request) {
        return request.range(in.out(request.range()));
    }

    static PutRequest out(Namespace in, PutRequest put) {
        return new PutRequest(
                in.out(put.key()), put.value(), put.lease(), put.prevKv(), put.ignoreValue(), put.ignoreLease());
    }

    static DeleteRequest out(Namespace in, DeleteRequest delete) {
        return new DeleteRequest(in.out(delete.range()), delete.prevKv());
    }

    static TxnRequest out(Namespace in, TxnRequest txn) {
        return new TxnRequest(
                txn.compares().stream().map(compare -> out(in, compare)).toList(),
                txn.success().stream().map(op -> out(in, op)).toList(),
                txn.failure().stream().map(op -> out(in, op)).toList());
    }

    private static Compare out(Namespace in, Compare compare) {
        return new Compare(
                in.out(compare.range()), compare.target(), compare.relation(), compare.number(), compare.value());
    }

    private static Op out(Namespace in, Op op) {
        if (op instanceof RangeRequest range) {
            return out(in, range);
        }
        if (op instanceof PutRequest put) {
            return out(in, put);
        }
        if (op instanceof DeleteRequest delete) {
            return out(in, delete);
        }
        return out(in, (TxnRequest) op);
    }

    static RangeResult in(Namespace to, RangeResult result) {
        return new RangeResult(result.header(), to.in(result.kvs()), result.more(), result.count());
    }

    static PutResult in(Namespace to, PutResult result) {
        return new PutResult(result.header(), to.inOrNull(result.prevKv()));
    }

    static DeleteResult in(Namespace to, DeleteResult result) {
        return new DeleteResult(result.header(), result.deleted(), to.in(result.prevKvs()));
    }

    static TxnResult in(Namespace to, TxnResult result) {
        return new TxnResult(
                result.header(),
                result.succeeded(),
                result.results().stream().map(one -> in(to, one)).toList());
    }

    private static OpResult in(Namespace to, OpResult result) {
        if (result instanceof RangeResult range) {
            return in(to, range);
        }
        if (result instanceof PutResult put) {
            return in(to, put);
        }
        if (result instanceof DeleteResult delete) {
            return in(to, delete);
        }
        return in(to, (TxnResult) result);
    }
}
