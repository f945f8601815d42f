package io.mainstay.etcd.embedded.internal.wire;

import io.mainstay.etcd.embedded.internal.auth.Caller;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeRequest.Projection;
import io.mainstay.etcd.kv.TxnRequest;

/** How many bytes a request takes on the wire, and as the entry of etcd's raft log that it becomes. */
public final class RequestSize {
    private static final int RAFT_HEADER_TAG = 2;

    private RequestSize() {}

    /** The request as a client sends it. */
    public static int of(Op request) {
        if (request instanceof PutRequest put) {
            return put(put);
        } else if (request instanceof RangeRequest range) {
            return range(range);
        } else if (request instanceof DeleteRequest delete) {
            return range(delete.range()) + Sizes.flag(delete.prevKv());
        } else {
            return txn((TxnRequest) request);
        }
    }

    /**
     * The request as it enters the raft log, which is what etcd's limit is about: the request as a field of its own,
     * and a header with the caller, and with an id whose two highest bytes are the lowest two of the member's id and whose rest is a time.
     * The id takes ten bytes when its highest bit is set and is taken for nine otherwise (it is eight for one member
     * id in 256).
     */
    public static int inRaft(Op request, long memberId, Caller caller) {
        int header = 1 + ((memberId & 0x8000) != 0 ? 10 : 9);
        if (caller instanceof Caller.SignedIn signedIn) {
            header += Sizes.bytes(Bytes.utf8(signedIn.user())) + Sizes.number(signedIn.revision());
        }
        return RAFT_HEADER_TAG + Sizes.varint(header) + header + Sizes.part(of(request));
    }

    private static int put(PutRequest put) {
        return Sizes.bytes(put.key())
                + Sizes.bytes(put.value())
                + Sizes.number(put.lease())
                + Sizes.flag(put.prevKv())
                + Sizes.flag(put.ignoreValue())
                + Sizes.flag(put.ignoreLease());
    }

    private static int range(RangeRequest range) {
        return range(range.range())
                + Sizes.number(range.limit())
                + Sizes.number(range.revision())
                + Sizes.number(range.sort().order().ordinal())
                + Sizes.number(range.sort().target().ordinal())
                + Sizes.flag(range.serializable())
                + Sizes.flag(range.projection() != Projection.ALL)
                + Sizes.number(range.filter().minMod())
                + Sizes.number(range.filter().maxMod())
                + Sizes.number(range.filter().minCreate())
                + Sizes.number(range.filter().maxCreate());
    }

    private static int range(KeyRange range) {
        return Sizes.bytes(range.key()) + Sizes.bytes(range.end());
    }

    private static int txn(TxnRequest txn) {
        int size = 0;
        for (Compare compare : txn.compares()) {
            size += Sizes.part(compare(compare));
        }
        for (Op op : txn.success()) {
            size += Sizes.part(Sizes.part(of(op)));
        }
        for (Op op : txn.failure()) {
            size += Sizes.part(Sizes.part(of(op)));
        }
        return size;
    }

    private static int compare(Compare compare) {
        int operand = compare.target() == Compare.Target.VALUE
                ? Sizes.part(compare.value().size())
                : 1 + Sizes.varint(compare.number());
        int end = compare.range().end().isEmpty()
                ? 0
                : 1 + Sizes.part(compare.range().end().size());
        return Sizes.number(compare.relation().ordinal())
                + Sizes.number(compare.target().ordinal())
                + Sizes.bytes(compare.range().key())
                + operand
                + end;
    }
}
