package io.mainstay.etcd.internal.encryption;

import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException.Failure;
import io.mainstay.etcd.error.InvalidRequestException;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeRequest.Projection;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on keys with their values sealed, and their answers with the values opened. */
final class SealedOps {
    private final Encryption encryption;

    SealedOps(Encryption encryption) {
        this.encryption = encryption;
    }

    /** A put with its value sealed; one that keeps the present value has none. */
    PutRequest seal(PutRequest put) {
        if (put.ignoreValue() && put.value().isEmpty()) {
            return put;
        }
        return new PutRequest(
                put.key(),
                encryption.seal(put.key(), put.value()),
                put.lease(),
                put.prevKv(),
                put.ignoreValue(),
                put.ignoreLease());
    }

    /** A transaction with all its puts sealed; its comparisons stay as they are. */
    TxnRequest seal(TxnRequest txn) {
        return new TxnRequest(txn.compares(), seal(txn.success()), seal(txn.failure()));
    }

    List<Op> seal(List<Op> ops) {
        return ops.stream().map(this::seal).toList();
    }

    private Op seal(Op op) {
        if (op instanceof PutRequest put) {
            return seal(put);
        }
        if (op instanceof RangeRequest range) {
            return checked(range);
        }
        return op instanceof TxnRequest txn ? seal(txn) : op;
    }

    /**
     * The same read.
     *
     * @throws InvalidRequestException when it is to be sorted by values, whose order the server does not see
     */
    RangeRequest checked(RangeRequest range) {
        if (range.sort().target() == Sort.Target.VALUE && range.projection() != Projection.COUNT_ONLY) {
            throw refused("the server cannot sort by values that are encrypted; sort the answer");
        }
        return range;
    }

    /** What is refused because it means nothing under encryption. */
    static InvalidRequestException refused(String text) {
        return new InvalidRequestException(
                new Failure(ErrorCode.INVALID_ARGUMENT, text, "", "", false, false), text, null);
    }

    RangeResult open(RangeRequest asked, RangeResult result) {
        if (asked.projection() != Projection.ALL) {
            return result;
        }
        return new RangeResult(result.header(), open(result.kvs()), result.more(), result.count());
    }

    PutResult open(PutResult result) {
        return result.prevKv() == null ? result : new PutResult(result.header(), open(result.prevKv()));
    }

    DeleteResult open(DeleteResult result) {
        return new DeleteResult(result.header(), result.deleted(), open(result.prevKvs()));
    }

    TxnResult open(TxnRequest asked, TxnResult result) {
        List<Op> ran = result.succeeded() ? asked.success() : asked.failure();
        return new TxnResult(result.header(), result.succeeded(), open(ran, result.results()));
    }

    List<OpResult> open(List<Op> asked, List<OpResult> results) {
        List<OpResult> opened = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            opened.add(open(asked.get(i), results.get(i)));
        }
        return opened;
    }

    private OpResult open(Op asked, OpResult result) {
        if (result instanceof RangeResult range) {
            return open((RangeRequest) asked, range);
        }
        if (result instanceof PutResult put) {
            return open(put);
        }
        if (result instanceof DeleteResult delete) {
            return open(delete);
        }
        return open((TxnRequest) asked, (TxnResult) result);
    }

    KeyValue open(KeyValue kv) {
        return encryption.open(kv);
    }

    @Nullable
    KeyValue openOrNull(@Nullable KeyValue kv) {
        return kv == null ? null : encryption.open(kv);
    }

    private List<KeyValue> open(List<KeyValue> kvs) {
        return kvs.stream().map(encryption::open).toList();
    }
}
