package io.mainstay.etcd.embedded.internal.log;

import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.ArrayList;
import java.util.List;

/** The bytes of reads and writes of keys, alone and in transactions. */
final class OpCodec {
    /** How deep transactions may lie in each other: more than any door lets in, less than a stack holds. */
    private static final int MAX_DEPTH = 500;

    private static final String TOO_DEEP = "transactions lie too deep in each other";

    private static final int RANGE = 1;
    private static final int PUT = 2;
    private static final int DELETE = 3;
    private static final int TXN = 4;

    private OpCodec() {}

    static void put(ByteOutput out, PutRequest put) {
        out.bytes(put.key())
                .bytes(put.value())
                .number(put.lease())
                .flag(put.prevKv())
                .flag(put.ignoreValue())
                .flag(put.ignoreLease());
    }

    static PutRequest put(ByteInput in) throws MalformedException {
        return new PutRequest(in.bytes(), in.bytes(), in.number(), in.flag(), in.flag(), in.flag());
    }

    static void delete(ByteOutput out, DeleteRequest delete) {
        keys(out, delete.range());
        out.flag(delete.prevKv());
    }

    static DeleteRequest delete(ByteInput in) throws MalformedException {
        return new DeleteRequest(keys(in), in.flag());
    }

    /** Refuses transactions that lie too deep in each other to be read again. */
    static void txn(ByteOutput out, TxnRequest txn) {
        txn(out, txn, 0);
    }

    private static void txn(ByteOutput out, TxnRequest txn, int depth) {
        if (depth > MAX_DEPTH) {
            throw new Refused(ErrorCode.INVALID_ARGUMENT, "mainstay: " + TOO_DEEP);
        }
        out.number(txn.compares().size());
        for (Compare compare : txn.compares()) {
            compare(out, compare);
        }
        ops(out, txn.success(), depth);
        ops(out, txn.failure(), depth);
    }

    static TxnRequest txn(ByteInput in) throws MalformedException {
        return txn(in, 0);
    }

    private static TxnRequest txn(ByteInput in, int depth) throws MalformedException {
        if (depth > MAX_DEPTH) {
            throw new MalformedException(TOO_DEEP);
        }
        int count = in.count();
        List<Compare> compares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            compares.add(compare(in));
        }
        return new TxnRequest(compares, ops(in, depth), ops(in, depth));
    }

    private static void ops(ByteOutput out, List<Op> ops, int depth) {
        out.number(ops.size());
        for (Op op : ops) {
            if (op instanceof RangeRequest range) {
                range(out.tag(RANGE), range);
            } else if (op instanceof PutRequest put) {
                put(out.tag(PUT), put);
            } else if (op instanceof DeleteRequest delete) {
                delete(out.tag(DELETE), delete);
            } else {
                txn(out.tag(TXN), (TxnRequest) op, depth + 1);
            }
        }
    }

    private static List<Op> ops(ByteInput in, int depth) throws MalformedException {
        int count = in.count();
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int tag = in.tag();
            ops.add(
                    switch (tag) {
                        case RANGE -> range(in);
                        case PUT -> put(in);
                        case DELETE -> delete(in);
                        case TXN -> txn(in, depth + 1);
                        default -> throw new MalformedException("no such operation: " + tag);
                    });
        }
        return ops;
    }

    private static void range(ByteOutput out, RangeRequest range) {
        keys(out, range.range());
        out.number(range.revision())
                .number(range.limit())
                .tag(range.sort().target().ordinal())
                .tag(range.sort().order().ordinal())
                .number(range.filter().minMod())
                .number(range.filter().maxMod())
                .number(range.filter().minCreate())
                .number(range.filter().maxCreate())
                .tag(range.projection().ordinal())
                .flag(range.serializable());
    }

    private static RangeRequest range(ByteInput in) throws MalformedException {
        Sort.Target[] targets = Sort.Target.values();
        Sort.Order[] orders = Sort.Order.values();
        RangeRequest.Projection[] projections = RangeRequest.Projection.values();
        return new RangeRequest(
                keys(in),
                in.number(),
                in.number(),
                new Sort(targets[in.number(targets.length)], orders[in.number(orders.length)]),
                new RevisionFilter(in.number(), in.number(), in.number(), in.number()),
                projections[in.number(projections.length)],
                in.flag());
    }

    private static void compare(ByteOutput out, Compare compare) {
        keys(out, compare.range());
        out.tag(compare.target().ordinal())
                .tag(compare.relation().ordinal())
                .number(compare.number())
                .bytes(compare.value());
    }

    private static Compare compare(ByteInput in) throws MalformedException {
        Compare.Target[] targets = Compare.Target.values();
        Compare.Relation[] relations = Compare.Relation.values();
        return new Compare(
                keys(in),
                targets[in.number(targets.length)],
                relations[in.number(relations.length)],
                in.number(),
                in.bytes());
    }

    static void keys(ByteOutput out, KeyRange range) {
        out.bytes(range.key()).bytes(range.end());
    }

    static KeyRange keys(ByteInput in) throws MalformedException {
        return new KeyRange(in.bytes(), in.bytes());
    }
}
